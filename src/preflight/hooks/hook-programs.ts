import { posix } from "node:path";
import type { HookName } from "../../cdi/hook-names.ts";
import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { ociRuntime } from "../oci-runtime.ts";
import type { Subject } from "../subject.ts";
import { type HookPlace, hookPlace } from "./hook-place.ts";
import { ownersOfHook, type PlannedHook, plannedHooks } from "./planned-hooks.ts";
import { type ProgramFault, programFault } from "./program-fault.ts";

/** Whether the programs of hooks can be started where the runtime starts them. */
export const hookPrograms: Check = {
  name: "hook-programs",
  run: (subject) => plannedHooks(subject).flatMap((hook) => hookProblems(hook, subject)),
};

function hookProblems(hook: PlannedHook, subject: Subject): Problem[] {
  const { path, writtenIn } = hook;
  if (path === "") {
    const nameless = { state: "has no path", error: "exec: no command", fix: `Give it a path in ${writtenIn}` };
    return [failing(hook, nameless, subject)];
  }
  if (!path.includes("/")) return [relative(hook)];
  const place = hookPlace(hook, subject);
  const fault = place && programFault(place.tree, place.path);
  if (place && fault === "unseen") return [unseen(hook, place)];
  if (place && fault && fault !== "unseen") {
    if (fault.isForShell && ociRuntime(subject.runtime) === "crun") return [];
    return [failing(hook, { fix: adviceFor(hook, place), ...defined(fault), state: stateOf(fault, place) }, subject)];
  }
  return posix.isAbsolute(path) ? [] : [relative(hook)];
}

function defined({ state, error, fix }: ProgramFault) {
  return { state, error, ...(fix !== undefined && { fix }) };
}

function stateOf({ state }: ProgramFault, { where }: HookPlace): string {
  return state === "is not there" ? `is not ${where}` : state;
}

interface Failure {
  readonly state: string;
  readonly error: string;
  readonly fix: string;
}

/** What comes of a hook that fails; where nothing is said, no container starts. */
const harmless: Readonly<Partial<Record<HookName, (subject: Subject) => boolean>>> = {
  poststop: () => true,
  poststart: ({ runtime }) => ociRuntime(runtime) === "crun",
};

function failing(hook: PlannedHook, { state, error, fix }: Failure, subject: Subject): Problem {
  const what = `its ${hook.stage} hook ${pathInMessage(hook.path)} ${state}`;
  const place = { ...ownersOfHook(hook), fix };
  if (harmless[hook.stage]?.(subject)) {
    const message = `The container starts without its ${hook.stage} hook: ${pathInMessage(hook.path)} ${state}, so it fails with "${error}"`;
    return problem("hook-may-fail", message, place);
  }
  return problem("hook-fails", `The container cannot start: ${what}, so it fails with "${error}"`, place);
}

function adviceFor({ path, writtenIn }: PlannedHook, { where }: HookPlace): string {
  if (/^nvidia-(?:cdi-hook|ctk)$/.test(posix.basename(path))) {
    return "Install nvidia-container-toolkit-base, or run cdictl generate nvidia --hooks none --write";
  }
  return `Put ${pathInMessage(path)} ${where === "on the host" ? where : "into the image"}, or take the hook out of ${writtenIn}`;
}

function unseen(hook: PlannedHook, { where }: HookPlace): Problem {
  const message = `Cannot look at the ${hook.stage} hook ${pathInMessage(hook.path)} ${where}: permission denied`;
  return problem("unknown", message, { ...ownersOfHook(hook), fix: "Run as root" });
}

function relative(hook: PlannedHook): Problem {
  const path = pathInMessage(hook.path);
  const message = `The ${hook.stage} hook ${path} may not be found: its path is relative, so runc looks for it below its own directory and crun in its PATH`;
  return problem("hook-may-fail", message, { ...ownersOfHook(hook), fix: `Give its whole path in ${hook.writtenIn}` });
}

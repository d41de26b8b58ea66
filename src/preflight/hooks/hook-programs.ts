import { posix } from "node:path";
import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { ociRuntime } from "../oci-runtime.ts";
import { oncePer } from "../once-per.ts";
import { ownersOf } from "../owners.ts";
import type { Subject } from "../subject.ts";
import { findProgramFault } from "./find-program-fault.ts";
import { type HookPlace, hookPlace } from "./hook-place.ts";
import { passesOver } from "./passes-over.ts";
import { type PlannedHook, plannedPrograms } from "./planned-hooks.ts";
import type { ProgramFault } from "./program-fault.ts";

/** Whether the programs of hooks can be started where the runtime starts them. */
export const hookPrograms: Check = {
  name: "hook-programs",
  run: (subject) => plannedPrograms(subject).flatMap((hook) => hookProblems(hook, subject)),
};

function hookProblems(hook: PlannedHook, subject: Subject): Problem[] {
  const { path, writtenIn } = hook;
  if (path === "") {
    const nameless = { state: "has no path", error: "exec: no command", fix: `Give it a path in ${writtenIn}` };
    return [failing(hook, nameless, subject)];
  }
  const place = hookPlace(hook, subject);
  const fault = place && findProgramFault(place.path, place.view, subject.host);
  if (place && fault === "unseen") return [unseen(hook, place)];
  if (place && fault && fault !== "unseen") {
    if (fault.isForShell && ociRuntime(subject.runtime) === "crun") return [];
    return [
      failing(hook, { ...fault, fix: fault.fix ?? adviceFor(hook, place), state: stateOf(fault, place) }, subject),
    ];
  }
  return posix.isAbsolute(path) ? [] : [relative(hook)];
}

function stateOf({ state }: ProgramFault, { view: { where } }: HookPlace): string {
  return state === "is not there" ? `is not ${where}` : state;
}

interface Failure {
  readonly state: string;
  readonly error: string;
  readonly fix: string;
  readonly isDoubtful?: boolean;
}

function failing(hook: PlannedHook, { state, error, fix, isDoubtful }: Failure, subject: Subject): Problem {
  const what = `its ${hook.stage} hook ${pathInMessage(hook.path)} ${state}`;
  const place = { ...ownersOf(hook), fix };
  if (passesOver(hook, subject)) {
    const message = `The container starts without its ${hook.stage} hook: ${pathInMessage(hook.path)} ${state}, so it fails with "${error}"`;
    return problem("hook-may-fail", message, place);
  }
  if (isDoubtful || mayCome(hook, error, subject)) {
    return problem("hook-may-fail", `The container may not start: ${what}, so it fails with "${error}"`, place);
  }
  return problem("hook-fails", `The container cannot start: ${what}, so it fails with "${error}"`, place);
}

/** Hooks before it can put into the container what is not there yet. */
function mayCome({ stage }: PlannedHook, error: string, subject: Subject): boolean {
  return stage === "startContainer" && error === "no such file or directory" && isPrepared(subject);
}

const isPrepared = oncePer((subject: Subject) =>
  plannedPrograms(subject).some(({ stage }) => stage === "prestart" || stage.startsWith("create")),
);

function adviceFor({ path, writtenIn }: PlannedHook, { view: { where } }: HookPlace): string {
  if (/^nvidia-(?:cdi-hook|ctk)$/.test(posix.basename(path))) {
    return "Install nvidia-container-toolkit-base, or run cdictl generate nvidia --hooks none --write";
  }
  return `Put ${pathInMessage(path)} ${where === "on the host" ? where : "into the image"}, or take the hook out of ${writtenIn}`;
}

function unseen(hook: PlannedHook, { view: { where } }: HookPlace): Problem {
  const message = `Cannot look at the ${hook.stage} hook ${pathInMessage(hook.path)} ${where}`;
  const fix = where === "on the host" ? "Run as root" : "Run as root, once its root file system is mounted";
  return problem("unknown", message, { ...ownersOf(hook), fix });
}

function relative(hook: PlannedHook): Problem {
  const path = pathInMessage(hook.path);
  const message = `The ${hook.stage} hook ${path} may not be found: its path is relative, so runtimes look for it in the directory that they are in then, and crun in its PATH`;
  return problem("hook-may-fail", message, { ...ownersOf(hook), fix: `Give its whole path in ${hook.writtenIn}` });
}

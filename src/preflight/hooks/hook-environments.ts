import type { HookName } from "../../cdi/hook-names.ts";
import type { HostTree } from "../../host/host-tree.ts";
import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { ociRuntime } from "../oci-runtime.ts";
import { oncePer } from "../once-per.ts";
import { ownersOf } from "../owners.ts";
import type { Subject } from "../subject.ts";
import { type PlannedHook, plannedPrograms } from "./planned-hooks.ts";

/** Whether hooks run with an environment of their own, and without what has the loader run other code. */
export const hookEnvironments: Check = {
  name: "hook-environments",
  run: (subject) => plannedPrograms(subject).flatMap((hook) => environmentProblems(hook, subject)),
};

/** The variables of an environment that have the loader run other code, as far as they say anything. */
export function loaderNames(env: readonly string[]): readonly string[] {
  const ofLoader = /^(LD_PRELOAD|LD_LIBRARY_PATH|LD_AUDIT)=./;
  return [...new Set(env.flatMap((variable) => ofLoader.exec(variable)?.[1] ?? []))];
}

/** What runc gives a hook that has no environment, where that is not its own. */
const givenByRunc: Readonly<Partial<Record<HookName, string>>> = {
  createContainer: "nothing but the container's PATH from runc, and all of its own environment from crun",
  startContainer: "the environment of the container's program from runc, and all of its own from crun",
};

function environmentProblems(hook: PlannedHook, { host, runtime }: Subject): Problem[] {
  const { stage, path, env, writtenIn, devices } = hook;
  const what = `The ${stage} hook ${pathInMessage(path)}`;
  const place = ownersOf(hook);
  if (!env) {
    const fromRunc = ociRuntime(runtime) === "runc" ? givenByRunc[stage] : undefined;
    const inherited = fromRunc === undefined ? inheritedNames(host) : [];
    // A container's own hooks are its own matter.
    if (devices.length === 0 && inherited.length === 0) return [];
    const extra =
      inherited.length > 0 ? `which here has ${inherited.join(", ")}` : "with an LD_PRELOAD that may be in it";
    const message = `${what} has no env, so it gets ${fromRunc ?? `all of the runtime's environment, ${extra}`}`;
    return [
      problem("hook-without-env", message, { ...place, fix: `Give it an env, such as PATH=/usr/bin, in ${writtenIn}` }),
    ];
  }
  return loaderNames(env).map((name) => {
    const message = `${what} has ${name} in its env: whatever that names is run by the runtime's user, on the host for most hooks`;
    return problem("hook-ld-preload", message, { ...place, fix: `Take ${name} out of its env in ${writtenIn}` });
  });
}

/** What a runtime that is started from here would hand on; nothing is known of it on another machine. */
const inheritedNames = oncePer((host: HostTree): readonly string[] => {
  const text = host.root === "/" ? host.readText("/proc/self/environ", longest) : undefined;
  return loaderNames(text?.split("\0") ?? []);
});

const longest = 1024 * 1024;

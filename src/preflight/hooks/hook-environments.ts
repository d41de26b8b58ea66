import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { ownersOfHook, type PlannedHook, plannedHooks } from "./planned-hooks.ts";

/** Whether hooks run with an environment of their own, and without what has the loader run other code. */
export const hookEnvironments: Check = {
  name: "hook-environments",
  run: (subject) => plannedHooks(subject).flatMap(environmentProblems),
};

const ofLoader = /^(LD_PRELOAD|LD_LIBRARY_PATH|LD_AUDIT)=/;

function environmentProblems(hook: PlannedHook): Problem[] {
  const { stage, path, env, writtenIn, devices } = hook;
  const what = `The ${stage} hook ${pathInMessage(path)}`;
  const place = ownersOfHook(hook);
  if (!env) {
    // A container's own hooks are its own matter.
    if (devices.length === 0) return [];
    const message = `${what} has no env, so it gets all of the runtime's environment, with an LD_PRELOAD that may be in it`;
    return [
      problem("hook-without-env", message, { ...place, fix: `Give it an env, such as PATH=/usr/bin, in ${writtenIn}` }),
    ];
  }
  const names = new Set(env.flatMap((variable) => ofLoader.exec(variable)?.[1] ?? []));
  return Array.from(names, (name) => {
    const message = `${what} has ${name} in its env: whatever that names is run by the runtime's user, on the host for most hooks`;
    return problem("hook-ld-preload", message, { ...place, fix: `Take ${name} out of its env in ${writtenIn}` });
  });
}

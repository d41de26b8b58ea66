import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { ownersOf } from "../owners.ts";
import { type PlannedHook, plannedHooks } from "./planned-hooks.ts";

/** Whether a hook gets all of its arguments: the first of `args` is the name that it is started by, and no argument. */
export const hookArguments: Check = {
  name: "hook-arguments",
  run: (subject) => plannedHooks(subject).flatMap(argumentProblems),
};

function argumentProblems(hook: PlannedHook): Problem[] {
  const { stage, path, args, writtenIn } = hook;
  const [first] = args;
  if (!first?.startsWith("-")) return [];
  const message = `The ${stage} hook ${pathInMessage(path)} does not get ${pathInMessage(first)}: what comes first in args is the name of the program`;
  const fix = `Put the name of the program before it in the args in ${writtenIn}`;
  return [problem("hook-may-fail", message, { ...ownersOf(hook), fix })];
}

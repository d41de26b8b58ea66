import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { ociRuntime } from "../oci-runtime.ts";
import type { Subject } from "../subject.ts";
import { ownersOfHook, type PlannedHook, plannedHooks } from "./planned-hooks.ts";

/** Whether hooks have any time: the OCI specification asks for more than nothing, and runtimes take nothing at its word. */
export const hookTimeouts: Check = {
  name: "hook-timeouts",
  run: (subject) => plannedHooks(subject).flatMap((hook) => timeoutProblems(hook, subject)),
};

function timeoutProblems(hook: PlannedHook, { runtime, container }: Subject): Problem[] {
  const { stage, path, timeout, writtenIn } = hook;
  // Of a spec, a timeout of 0 does not come into the container.
  if (timeout === undefined || timeout > 0 || (timeout === 0 && !container) || stage === "poststop") return [];
  if (timeout === 0 && ociRuntime(runtime) === "crun") return [];
  const message = `The container cannot start: its ${stage} hook ${pathInMessage(path)} has a timeout of ${timeout} seconds, so it is ended at once`;
  const fix = `Take the timeout out of ${writtenIn}, or make it more than 0`;
  return [problem("hook-fails", message, { ...ownersOfHook(hook), fix })];
}

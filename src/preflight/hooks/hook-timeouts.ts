import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { ociRuntime } from "../oci-runtime.ts";
import { ownersOf } from "../owners.ts";
import type { Subject } from "../subject.ts";
import { passesOver } from "./passes-over.ts";
import { type PlannedHook, plannedPrograms } from "./planned-hooks.ts";

/** Whether hooks have any time: the OCI specification asks for more than nothing, and runtimes take nothing at its word. */
export const hookTimeouts: Check = {
  name: "hook-timeouts",
  run: (subject) => plannedPrograms(subject).flatMap((hook) => timeoutProblems(hook, subject)),
};

function timeoutProblems(hook: PlannedHook, subject: Subject): Problem[] {
  const { stage, path, timeout, writtenIn } = hook;
  if (timeout === undefined || timeout > 0) return [];
  if (timeout === 0 && ociRuntime(subject.runtime) === "crun") return [];
  const isPassedOver = passesOver(hook, subject);
  const state = `${pathInMessage(path)} has a timeout of ${timeout} seconds, so it is ended at once`;
  const message = isPassedOver
    ? `The container starts without its ${stage} hook: ${state}`
    : `The container cannot start: its ${stage} hook ${state}`;
  const place = { ...ownersOf(hook), fix: `Take the timeout out of ${writtenIn}, or make it more than 0` };
  return [problem(isPassedOver ? "hook-may-fail" : "hook-fails", message, place)];
}

import { constants } from "node:fs";
import { isOfType } from "../../host/resolve-inside.ts";
import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { ownersOf } from "../owners.ts";
import type { Subject } from "../subject.ts";
import { followPath } from "./follow-path.ts";
import { hookPlace } from "./hook-place.ts";
import { type PlannedHook, plannedPrograms } from "./planned-hooks.ts";

/**
 * Whether a hook that is to run as somebody else does. Those of `startContainer` are started when the process has given up
 * what its program may not have, so `noNewPrivileges` holds for them; for those that the runtime runs itself it does not.
 */
export const hookPrivileges: Check = {
  name: "hook-privileges",
  run: (subject) => {
    if (subject.container?.process.noNewPrivileges !== true) return [];
    return plannedPrograms(subject).flatMap((hook) => privilegeProblems(hook, subject));
  },
};

function privilegeProblems(hook: PlannedHook, subject: Subject): Problem[] {
  const place = hookPlace(hook, subject);
  if (place?.view.where !== "in the container") return [];
  const { end } = followPath(place.path, place.view.look);
  if ("missing" in end || !isOfType(end, constants.S_IFREG)) return [];
  const bit = setters.find(({ mask }) => (end.mode & mask) === mask);
  if (!bit) return [];
  const message = `The startContainer hook ${pathInMessage(hook.path)} runs with no more rights than the container's program, for all its ${bit.name}: the OCI spec has noNewPrivileges`;
  const fix = `Make it a createContainer hook in ${hook.writtenIn}, which the runtime runs as root on the files of the host`;
  return [problem("hook-may-fail", message, { ...ownersOf(hook), fix })];
}

/** Without its execute bit, that of the group stands for a kind of lock. */
const setters = [
  { mask: 0o4000, name: "set-user-ID bit" },
  { mask: 0o2010, name: "set-group-ID bit" },
] as const;

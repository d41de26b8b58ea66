import { constants } from "node:fs";
import { shellWord } from "../../cdi/shell-word.ts";
import type { HostTree } from "../../host/host-tree.ts";
import { lookAt } from "../../host/look-at.ts";
import { isOfType } from "../../host/resolve-inside.ts";
import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { ownersOf } from "../owners.ts";
import type { Subject } from "../subject.ts";
import { followPath, type Step } from "./follow-path.ts";
import { hookPlace } from "./hook-place.ts";
import { type PlannedHook, plannedPrograms } from "./planned-hooks.ts";
import { runtimeUser } from "./runtime-user.ts";

/** Whether others can change what the runtime runs, which is root's doing on most hosts. */
export const hookOwners: Check = {
  name: "hook-owners",
  run: (subject) => plannedPrograms(subject).flatMap((hook) => ownerProblems(hook, subject)),
};

/** Of links too, for whoever can turn one round decides what runs. What is in the container is the container's matter. */
function ownerProblems(hook: PlannedHook, subject: Subject): Problem[] {
  const place = hookPlace(hook, subject);
  if (place?.view.where !== "on the host") return [];
  return followPath(place.path, place.view.look).steps.flatMap((step) => {
    const open = opening(step, subject.host);
    if (!open) return [];
    const way = step.path === place.path ? "" : `, through ${pathInMessage(step.path)}`;
    const message = `${open.who} can change what the ${hook.stage} hook ${pathInMessage(hook.path)} runs as the runtime's user${way}`;
    return [problem("hook-writable", message, { ...ownersOf(hook), fix: open.fix })];
  });
}

interface Opening {
  readonly who: string;
  readonly fix: string;
}

const [writableByAll, sticky] = [0o002, 0o1000];

function opening(step: Step, host: HostTree): Opening | undefined {
  const { mode, uid, path } = step;
  const word = shellWord(path);
  const isLink = isOfType(step, constants.S_IFLNK);
  // In a sticky directory such as /tmp nobody can replace what is another's.
  const isShared = isOfType(step, constants.S_IFDIR) && (mode & sticky) !== 0;
  if (!isLink && !isShared && (mode & writableByAll) !== 0) return { who: "Everyone", fix: `Run chmod o-w ${word}` };
  if (!runtimeUser(host).isCertain || uid === 0 || uid === rootOwner(host)) return undefined;
  return { who: `User ${uid}`, fix: `Run chown ${isLink ? "-h " : ""}root ${word}` };
}

/** A copy of another machine can be all somebody's. */
function rootOwner(host: HostTree): number | undefined {
  return lookAt(host.root)?.uid;
}

import { pathHere } from "../../host/look-inside.ts";
import { Trust } from "../../host/trust.ts";
import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { shellWord } from "../shell-word.ts";
import type { Subject } from "../subject.ts";
import { hookPlace } from "./hook-place.ts";
import { ownersOfHook, type PlannedHook, plannedHooks } from "./planned-hooks.ts";

/** Whether everyone can change what the runtime runs, which is root's doing on most hosts. */
export const hookOwners: Check = {
  name: "hook-owners",
  run: (subject) => plannedHooks(subject).flatMap((hook) => ownerProblems(hook, subject)),
};

function ownerProblems(hook: PlannedHook, subject: Subject): Problem[] {
  const place = hookPlace(hook, subject);
  const real = place?.where === "on the host" ? place.tree.realPath(place.path) : undefined;
  if (real === undefined) return [];
  const open: string[] = [];
  new Trust(
    subject.host.root,
    (path) => open.push(path),
    () => undefined,
  ).has(pathHere(subject.host, real));
  return open.map((path) => {
    const way = path === real ? "" : `, through ${pathInMessage(path)}`;
    const message = `Everyone can change what the ${hook.stage} hook ${pathInMessage(hook.path)} runs as the runtime's user${way}`;
    return problem("hook-writable", message, { ...ownersOfHook(hook), fix: `Run chmod o-w ${shellWord(path)}` });
  });
}

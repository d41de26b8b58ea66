import { constants } from "node:fs";
import { shellWord } from "../../cdi/shell-word.ts";
import { isOfType } from "../../host/resolve-inside.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import { mayPass, mayStart, type Right } from "./execute-rights.ts";
import type { Step } from "./follow-path.ts";
import type { ProgramFault } from "./program-fault.ts";
import type { ProgramView } from "./program-view.ts";

const error = "permission denied";

/** Why what is at the end of a path may not be started, whatever it is. */
export function rightsFault(steps: readonly Step[], end: Step, view: ProgramView): ProgramFault | undefined {
  if (isOfType(end, constants.S_IFDIR)) return { state: "is a directory", error, fix: "Name a program" };
  if (!isOfType(end, constants.S_IFREG)) return { state: "is no regular file", error, fix: "Name a program" };
  const closed = steps.find((step) => isOfType(step, constants.S_IFDIR) && right(step, mayPass, view) !== "yes");
  if (closed) return denied(closed, right(closed, mayPass, view), view, `lies in ${pathInMessage(closed.path)}, which`);
  const started = right(end, mayStart, view);
  if (started !== "yes") return denied(end, started, view);
  const point = view.noexecPoint(end);
  if (point === undefined) return undefined;
  const state = `is on ${pathInMessage(point)}, which is mounted noexec`;
  if (view.where === "in the container") return { state, error, fix: "Take noexec out of the options of that mount" };
  return { state, error, fix: `Run mount -o remount,exec ${shellWord(point)}, or put the program elsewhere` };
}

function right(step: Step, judge: typeof mayStart, { ownerOf, user }: ProgramView): Right {
  return judge(ownerOf(step), user);
}

function denied(step: Step, given: Right, { user, ownerOf }: ProgramView, which?: string): ProgramFault {
  const { mode, uid, gid } = ownerOf(step);
  const bits = `the mode ${(mode & 0o7777).toString(8).padStart(4, "0")}`;
  const isForNobody = which === undefined && (mode & 0o111) === 0;
  const whose = ` and the owner ${uid ?? nobody}:${gid ?? nobody}, and is started by uid ${user.uid}`;
  return {
    state: [which, "has", isForNobody ? bits : bits + whose].filter(Boolean).join(" "),
    error,
    fix: `Run chmod a+x ${shellWord(step.hostPath)}`,
    isDoubtful: !isForNobody && (given === "maybe" || !user.isCertain),
  };
}

/** As which ids show that a user namespace does not map. */
const nobody = 65_534;

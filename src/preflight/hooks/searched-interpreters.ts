import { posix } from "node:path";
import { shellWord } from "../../cdi/shell-word.ts";
import { readParts } from "../../host/read-parts.ts";
import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { ownersOf } from "../owners.ts";
import type { Subject } from "../subject.ts";
import { findProgramFault } from "./find-program-fault.ts";
import { followPath } from "./follow-path.ts";
import { type HookPlace, hookPlace } from "./hook-place.ts";
import { type PlannedHook, plannedPrograms } from "./planned-hooks.ts";
import { readProgramHead } from "./program-head.ts";

/**
 * Whether a script whose first line is `#!/usr/bin/env NAME` finds it, in the PATH of its own environment. Where it gets
 * the runtime's, that is not to be known.
 */
export const searchedInterpreters: Check = {
  name: "searched-interpreters",
  run: (subject) => plannedPrograms(subject).flatMap((hook) => searchProblems(hook, subject)),
};

/** Where the C library looks without a PATH. */
const usualPath = "/bin:/usr/bin";
/** A PATH may have any length; as many directories as this are more than any has in earnest. */
const mostDirectories = 64;

function searchProblems(hook: PlannedHook, subject: Subject): Problem[] {
  const { env, stage, path, writtenIn } = hook;
  const place = env && hookPlace(hook, subject);
  const name = place && searchedName(place, subject);
  if (!name) return [];
  const own = env.findLast((entry) => entry.startsWith("PATH="))?.slice("PATH=".length);
  const directories = (own ?? usualPath).split(":").slice(0, mostDirectories);
  if (directories.some((directory) => mayHave(posix.join(directory, name), place, subject))) return [];
  const where = own === undefined ? `${usualPath}, where programs are looked for without a PATH` : pathInMessage(own);
  const message = `The ${stage} hook ${pathInMessage(path)} may not run: its first line has env look for ${name}, which is not in ${where}`;
  const fix = `Put the directory of ${shellWord(name)} into a PATH in its env in ${writtenIn}, or install it`;
  return [problem("hook-may-fail", message, { ...ownersOf(hook), fix })];
}

function searchedName({ path, view }: HookPlace, { host }: Subject): string | undefined {
  const { end } = followPath(path, view.look);
  const head = "missing" in end ? undefined : readParts(host, end.hostPath, readProgramHead);
  if (head?.format !== "script" || posix.basename(head.interpreter) !== "env") return undefined;
  return /^(?:-S[ \t]*)?([\w.+][\w.+-]{0,254})(?:[ \t]|$)/.exec(head.argument)?.[1];
}

/** What is relative, or cannot be looked at, may be there. */
function mayHave(path: string, { view }: HookPlace, { host }: Subject): boolean {
  if (!path.startsWith("/")) return true;
  const fault = findProgramFault(path, view, host);
  return fault === undefined || fault === "unseen" || fault.isDoubtful === true;
}

import { getSystemErrorMap } from "node:util";
import type { SeccompOutcome } from "./seccomp-profile.ts";

/** What a program sees of a call that a filter denies, as a part of a sentence. */
export function outcomeText({ action, errno }: SeccompOutcome): string {
  if (action === "SCMP_ACT_TRACE") return "fails with ENOSYS (function not implemented)";
  if (action !== "SCMP_ACT_ERRNO") return "ends the program with SIGSYS (bad system call)";
  if (errno === 0) return "does nothing and seems to succeed";
  const known = getSystemErrorMap().get(-errno);
  return known ? `fails with ${known[0]} (${known[1]})` : `fails with the error ${errno}`;
}

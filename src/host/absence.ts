import { errorCode, errorText } from "./system-error.ts";

/** Why a path leads to nothing that can be used. */
export interface Absence {
  readonly missing: string;
  /** The system would not say what is there, so there may be something. */
  readonly unseen?: true;
}

/** What a failed look at a path says of what is there. */
export function absenceOf(error: unknown): Absence {
  const missing = errorText(error);
  return isAbsent.has(errorCode(error) ?? "") ? { missing } : { missing, unseen: true };
}

/** Errors that leave no doubt: there is nothing, and under such a path there cannot be. */
const isAbsent: ReadonlySet<string> = new Set([
  "ENOENT",
  "ENOTDIR",
  "ELOOP",
  "ENAMETOOLONG",
  "EINVAL",
  "ERR_INVALID_ARG_VALUE",
]);

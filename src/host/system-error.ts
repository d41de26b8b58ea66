import { getSystemErrorMap } from "node:util";

/** The code of a failed system call, such as `ENOENT`; undefined for any other thrown value. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** Each call of the library makes another map. */
let systemErrors: ReturnType<typeof getSystemErrorMap> | undefined;

/** What the system says of a failed call, without the path and the name of the call: `permission denied`. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!("errno" in error) || typeof error.errno !== "number") return error.message;
  systemErrors ??= getSystemErrorMap();
  return systemErrors.get(error.errno)?.[1] ?? error.message;
}

/** Whether the error says that nothing is at the path: the last part or one before it is missing or no directory. */
export function isMissing(error: unknown): boolean {
  const code = errorCode(error);
  return code === "ENOENT" || code === "ENOTDIR";
}

/** Whether this process has no descriptors left for now, which says nothing of what it was to look at. */
export function isShortage(error: unknown): boolean {
  const code = errorCode(error);
  return code === "EMFILE" || code === "ENFILE";
}

import type { Problem } from "../problems.ts";
import { colouredSeverity } from "./colour.ts";

/** `path:line:column: severity code: message`, as far as the place is known. */
export function problemLine({ path, line, column, severity, code, message }: Problem, colour = false): string {
  const place = [path, line, column].filter((part) => part !== undefined).join(":");
  return `${place === "" ? "" : `${place}: `}${colour ? colouredSeverity(severity) : severity} ${code}: ${message}`;
}

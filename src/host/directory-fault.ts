import { statSync } from "node:fs";
import { errorText } from "./system-error.ts";

/** Why nothing can be looked at in a directory; undefined where something can. */
export function directoryFault(path: string): string | undefined {
  try {
    // To look at what is in it takes more rights than to look at the directory.
    statSync(`${path}/.`);
    return undefined;
  } catch (error) {
    return errorText(error);
  }
}

import { errorText } from "../host/system-error.ts";
import { type Problem, problem } from "../problems.ts";
import type { World } from "./world.ts";

/** All of standard input, up to a limit in bytes, or why there is none. */
export function readStdin(world: World, limit: number): { readonly bytes: Buffer } | { readonly problem: Problem } {
  try {
    const bytes = world.readStdin(limit);
    if (bytes) return { bytes };
    const message = `Cannot read standard input: it is longer than ${limit / 1024 / 1024} MiB`;
    return { problem: problem("file-too-large", message) };
  } catch (error) {
    return { problem: problem("unreadable-file", `Cannot read standard input: ${errorText(error)}`) };
  }
}

import { writeSync } from "node:fs";
import { pause } from "./pause.ts";
import { errorCode } from "./system-error.ts";

/** Writes a text to a file descriptor, whether or not that blocks. Throws as a system call does. */
export function writeAll(descriptor: number, text: string): void {
  let bytes = Buffer.from(text, "utf8");
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(descriptor, bytes));
    } catch (error) {
      if (errorCode(error) !== "EAGAIN") throw error;
      pause();
    }
  }
}

import { writeSync } from "node:fs";

/** The process around a command, so that tests can give another one. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** All of standard input; undefined where it is longer than the limit, in bytes. Throws as a system call does. */
  readonly readStdin: (limit: number) => Buffer | undefined;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Whether a person watches: colour and progress are for these only. */
  readonly isTerminal: (stream: "stdout" | "stderr") => boolean;
  /** Aborts where a command that goes on for long is asked to stop. */
  readonly stopSignal: () => AbortSignal;
}

/**
 * Writes all of a text to a file descriptor. Synchronous on purpose: `process.stdout` costs a tenth of a start.
 * A pipe that is full and does not block is waited for; a reader that has gone ends the process as it would any filter.
 */
export function writeAll(descriptor: number, text: string): void {
  let bytes = Buffer.from(text, "utf8");
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(descriptor, bytes));
    } catch (error) {
      if (hasCode(error, "EPIPE")) process.exit(141);
      if (!hasCode(error, "EAGAIN")) throw error;
      pause();
    }
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
}

import { errorCode, errorText } from "../host/system-error.ts";
import { writeAll } from "../host/write-all.ts";

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

/** Standard output takes no more: the result is not, or not all, where it should be. */
export class WriteError extends Error {
  override readonly name = "WriteError";
}

/** By its name, for another bundle of the built command has another class. */
export function isWriteError(error: unknown): error is WriteError {
  return error instanceof Error && error.name === "WriteError";
}

/**
 * Writes to standard output. Synchronous on purpose: `process.stdout` costs a tenth of a start.
 * A reader that has gone ends the process as it would any filter.
 * @throws WriteError
 */
export function writeStdout(text: string): void {
  try {
    writeAll(1, text);
  } catch (error) {
    if (errorCode(error) === "EPIPE") process.exit(141);
    throw new WriteError(`cannot write the result: ${errorText(error)}`, { cause: error });
  }
}

/** Writes to standard error. Where that fails there is no one to tell, and the result matters more. */
export function writeStderr(text: string): void {
  try {
    writeAll(2, text);
  } catch {
    // Nobody reads it.
  }
}

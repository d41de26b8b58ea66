import { escapeControls } from "../cdi/quote.ts";
import { isUsageError } from "./parse-arguments.ts";
import { isServiceFailure } from "./service-failure.ts";
import { isWriteError, type World } from "./world.ts";

/** Says on standard error what kept a command from its end; the exit status. With DEBUG set, where as well. */
export function reportFailure(error: unknown, { env, stderr }: Pick<World, "env" | "stderr">): 1 | 2 {
  if (isUsageError(error)) {
    stderr(`cdictl: ${error.message}\n`);
    return 2;
  }
  if (isWriteError(error) || isServiceFailure(error)) {
    stderr(`cdictl: ${escapeControls(error.message)}\n`);
    return 1;
  }
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error && env["DEBUG"] ? `${error.stack}\n` : "";
  stderr(`cdictl: internal error: ${message}\n${stack}`);
  return 1;
}

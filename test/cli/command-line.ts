import { expect } from "vitest";
import { run } from "../../src/cli/run.ts";
import type { World } from "../../src/cli/world.ts";

export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process, in a world of its own. */
export async function cdictl(
  argv: readonly string[],
  given: Partial<World> & { readonly stdin?: string } = {},
): Promise<Outcome> {
  let stdout = "";
  let stderr = "";
  const status = await run(argv, {
    env: {},
    readStdin: () => Buffer.from(given.stdin ?? ""),
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    isTerminal: () => false,
    stopSignal: () => AbortSignal.abort(),
    ...given,
  });
  return { status, stdout, stderr };
}

/** Holds that a command line was refused with nothing on standard output. */
export function refusal(outcome: Outcome): Outcome {
  expect(outcome).toMatchObject({ status: 1, stdout: "" });
  return outcome;
}

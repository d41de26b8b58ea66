import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, with nothing in its environment but PATH, so that a developer's settings change nothing. */
export function run(program: string, args: readonly string[], cwd?: string): Outcome {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    env: { PATH: process.env["PATH"] },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (error) throw error;
  return { status, stdout, stderr };
}

/** Runs a program that must succeed; its standard output. */
export function runWell(program: string, args: readonly string[], cwd?: string): string {
  const { status, stdout, stderr } = run(program, args, cwd);
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}: exit status ${status}\n${stdout}${stderr}`);
  return stdout;
}

const builtCli = fileURLToPath(new URL("../../dist/cli/cdictl.cjs", import.meta.url));

/** Runs the command line as it ships. */
export function cdictl(...args: string[]): Outcome {
  return run(process.execPath, [builtCli, ...args]);
}

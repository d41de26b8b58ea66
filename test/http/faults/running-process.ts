import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterEach } from "vitest";
import { until } from "../../registry/until.ts";
import { ask } from "../ask.ts";

const cli = resolve("dist/cli/cdictl.cjs");
const started: ChildProcess[] = [];

afterEach(async () => {
  await Promise.all(
    started.splice(0).map(async (child) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    }),
  );
});

export interface ProcessOptions {
  readonly socketPath: string;
  readonly dirs: readonly string[];
  readonly settings?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** A program and arguments before it, such as one that limits it. */
  readonly through?: readonly string[];
  /** Where its log goes. Default: to `log`. */
  readonly stderr?: "pipe" | number;
}

/** The service as it ships, in a process of its own that ends with the test. */
export class RunningProcess {
  readonly child: ChildProcess;
  readonly socketPath: string;
  log = "";

  constructor({ socketPath, dirs, settings = {}, args = [], through = [], stderr = "pipe" }: ProcessOptions) {
    const env = Object.fromEntries(Object.entries(settings).map(([name, value]) => [`CDI_REGISTRY_${name}`, value]));
    const [program = "", ...rest] = [...through, process.execPath, cli, "serve", "--listen", `unix:${socketPath}`];
    const stdio: StdioOptions = ["ignore", "ignore", stderr];
    this.child = spawn(program, [...rest, ...dirs.flatMap((dir) => ["-d", dir]), ...args], {
      env: { PATH: process.env["PATH"], CDI_REGISTRY_HEALTH_INTERVAL: "1h", ...env },
      stdio,
    });
    this.socketPath = socketPath;
    started.push(this.child);
    this.child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.log += text;
    });
  }

  async ready(): Promise<this> {
    await until(() => this.child.exitCode !== null || isReady(this.socketPath));
    if (this.child.exitCode !== null) throw new Error(this.log);
    return this;
  }

  /** Exit status, or the signal that ended it. */
  async ended(): Promise<number | NodeJS.Signals | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, "exit");
    return this.child.exitCode ?? this.child.signalCode;
  }

  get descriptors(): number {
    return readdirSync(`/proc/${this.child.pid}/fd`).length;
  }

  /** Resident memory, in MiB. */
  get megabytes(): number {
    return this.#statusOf(/^VmRSS:\s+(\d+)/m);
  }

  /** The most that it ever was, in MiB. */
  get peakMegabytes(): number {
    return this.#statusOf(/^VmHWM:\s+(\d+)/m);
  }

  /** Processor time that it has taken, in seconds. */
  get seconds(): number {
    const fields = readFileSync(`/proc/${this.child.pid}/stat`, "utf8")
      .replace(/^.*\) /, "")
      .split(" ");
    return (Number(fields[11]) + Number(fields[12])) / 100;
  }

  #statusOf(line: RegExp): number {
    const [, kilobytes] = line.exec(readFileSync(`/proc/${this.child.pid}/status`, "utf8")) ?? [];
    return Number(kilobytes) / 1024;
  }
}

export async function isReady(socketPath: string): Promise<boolean> {
  return ask(socketPath, "/readyz").then(
    ({ status }) => status === 200,
    () => false,
  );
}

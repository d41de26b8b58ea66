import { spawn } from "node:child_process";

/** What a service manager is told. */
export type ServiceState = "ready" | "reloading" | "stopping";

export interface NotifyOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly program?: string;
  /** In milliseconds, after which the program is ended. */
  readonly timeout?: number;
}

/**
 * Tells the service manager how the service is, where one wants to know: where NOTIFY_SOCKET is set. Returns what went
 * wrong, for the log; never throws and never hangs, for the service works without it.
 */
export function notify(
  state: ServiceState,
  { env, program = "systemd-notify", timeout = 5_000 }: NotifyOptions,
): Promise<string | undefined> {
  if (!env["NOTIFY_SOCKET"]) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const child = spawn(program, assignments[state](), {
      env: { PATH: env["PATH"], NOTIFY_SOCKET: env["NOTIFY_SOCKET"] },
      stdio: "ignore",
      timeout,
      killSignal: "SIGKILL",
    });
    const failed = (reason: string) => resolve(`Cannot tell the service manager ${state}: ${program} ${reason}`);
    child.once("error", (error) => failed(error.message));
    child.once("exit", (status, signal) => {
      if (status === 0) resolve(undefined);
      else failed(signal === null ? `exits with ${status}` : `was ended by ${signal}`);
    });
  });
}

/** As sd_notify(3) has them; a reload is told apart from an earlier one by its time. */
const assignments: Readonly<Record<ServiceState, () => string[]>> = {
  ready: () => ["READY=1"],
  reloading: () => ["RELOADING=1", `MONOTONIC_USEC=${process.hrtime.bigint() / 1000n}`],
  stopping: () => ["STOPPING=1"],
};

import { join } from "node:path";
import { afterEach } from "vitest";
import { readConfiguration } from "../../src/http/configuration/read-configuration.ts";
import { Service } from "../../src/http/service.ts";
import { temporaryDirectory } from "../registry/directories.ts";

export interface RunningService {
  readonly service: Service;
  readonly socketPath: string;
  /** What it has logged, a line each. */
  readonly logged: string[];
}

export interface StartOptions {
  readonly dirs: readonly string[];
  /** Settings by their environment variables, without `CDI_REGISTRY_`. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly epoch?: string;
  /** Whether to wait until everything is loaded. Default: true. */
  readonly load?: boolean;
}

const running: Service[] = [];

afterEach(async () => {
  await Promise.all(
    running.splice(0).map((service) => {
      const stopped = service.stop();
      service.cut();
      return stopped;
    }),
  );
});

/** A service in this process, on a Unix socket of its own, that is stopped after the test. */
export async function startService({ dirs, settings = {}, epoch, load = true }: StartOptions): Promise<RunningService> {
  const socketPath = join(temporaryDirectory(), "cdi.sock");
  const env = Object.fromEntries(Object.entries(settings).map(([name, value]) => [`CDI_REGISTRY_${name}`, value]));
  const reading = await readConfiguration({
    env: { CDI_REGISTRY_LISTEN: `unix:${socketPath}`, CDI_REGISTRY_HEALTH_INTERVAL: "1h", ...env },
    flags: new Map([["spec-dir", dirs]]),
    uid: process.geteuid?.() ?? 0,
    isActivated: false,
    readFile: () => "",
    findGroup: () => undefined,
  });
  if ("mistakes" in reading) throw new Error(reading.mistakes.join("\n"));
  const logged: string[] = [];
  const log = { write: (line: string) => void logged.push(line) };
  const service = await Service.listen({ configuration: reading.configuration, log, version: "0.0.0" });
  running.push(service);
  if (load) await service.load(epoch === undefined ? {} : { epoch });
  return { service, socketPath, logged };
}

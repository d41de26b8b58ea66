import { areFlagsWrong } from "./configuration/are-flags-wrong.ts";
import { ConfigurationError } from "./configuration/configuration-error.ts";
import { type ConfigurationWorld, processWorld } from "./configuration/configuration-world.ts";
import type { Flags } from "./configuration/gather-flags.ts";
import { readConfiguration } from "./configuration/read-configuration.ts";
import { activatedListeners } from "./listeners/activated-listeners.ts";
import { ListenError } from "./listeners/listen-error.ts";
import { type ServiceState as Announced, notify } from "./listeners/notify.ts";
import { LogOutput } from "./monitoring/log-output.ts";
import { Service } from "./service.ts";

export interface RunOptions {
  readonly flags: Flags;
  readonly version: string;
  /** For people; the log goes to the same place. */
  readonly stderr: (text: string) => void;
}

/**
 * Runs the service in this process until a signal ends it; the exit status. SIGTERM and SIGINT let it end in order, a
 * second one at once. SIGHUP reads the configuration again.
 */
export async function runService({ flags, version, stderr }: RunOptions): Promise<0 | 1 | 2> {
  const { env, pid } = process;
  const activated = activatedListeners({ env, pid });
  const world = processWorld(flags, activated.length > 0);
  const log = new LogOutput(2);
  try {
    const configuration = await configurationIn(world);
    const service = await Service.listen({ configuration, activated, log, version });
    const announce = async (state: Announced) => {
      const failure = await notify(state, { env });
      if (failure !== undefined) service.log.warn(failure);
    };
    const ended = untilSignalled(service, async () => {
      await announce("reloading");
      service.reconfigure(await configurationIn(world));
      await announce("ready");
    });
    for (const address of service.addresses) service.log.info("listening", { address });
    const loaded = service.load().then(() => announce("ready"));
    await Promise.race([loaded.then(() => ended), ended]);
    await announce("stopping");
    await service.stop();
    service.log.info("stopped");
    return 0;
  } catch (error) {
    if (!(error instanceof ConfigurationError || error instanceof ListenError)) throw error;
    for (const line of error.message.split("\n")) stderr(`cdictl: ${line}\n`);
    return areFlagsWrong(flags) ? 2 : 1;
  } finally {
    await log.end(1000);
  }
}

/** @throws ConfigurationError */
async function configurationIn(world: ConfigurationWorld) {
  const reading = await readConfiguration(world);
  if ("mistakes" in reading) throw new ConfigurationError(reading.mistakes);
  return reading.configuration;
}

/** Settles with the first signal to end. A second one cuts off what is still under way. */
function untilSignalled(service: Service, reconfigure: () => Promise<void>): Promise<void> {
  process.on("SIGHUP", () => {
    reconfigure().then(
      () => service.log.info("configuration read again"),
      (error) => service.log.error("The configuration is as it was", error),
    );
  });
  return new Promise((resolve) => {
    let signals = 0;
    const end = (signal: NodeJS.Signals) => {
      service.log.info("signalled", { signal });
      if (++signals > 1) service.cut();
      resolve();
    };
    process.on("SIGTERM", end);
    process.on("SIGINT", end);
  });
}

import { setTimeout as pause } from "node:timers/promises";
import type { Inventory } from "../inventory/inventory.ts";
import type { RegistryUpdate } from "../registry/publisher.ts";
import type { Registry } from "../registry/registry.ts";
import type { Log } from "./monitoring/log.ts";

export interface HealthWatchOptions {
  /** Between two looks, in milliseconds. */
  readonly interval: number;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** So many new devices at once are looked at right away, and not one by one while a request for them waits. */
const many = 500;

/**
 * Looks at the host's device nodes again and again until the signal aborts. A device whose state has changed becomes a
 * change of the registry, so that listings, tags and watchers know of it.
 */
export async function watchHealth(
  registry: Registry,
  inventory: Inventory,
  { interval, log, signal }: HealthWatchOptions,
): Promise<void> {
  let alarm = new AbortController();
  signal.addEventListener("abort", () => alarm.abort());
  const stop = registry.onChange((update) => {
    if (isCrowd(update)) alarm.abort();
  });
  while (!signal.aborted) {
    await pause(interval, undefined, { signal: alarm.signal }).catch(() => undefined);
    alarm = new AbortController();
    try {
      registry.reportModified(await inventory.recheck(registry.snapshot.devices(), { signal }));
    } catch (error) {
      log.error("Cannot look at the host's devices", error);
    }
  }
  stop();
}

function isCrowd({ changes }: RegistryUpdate): boolean {
  return changes.length >= many && changes.filter(({ type }) => type === "added").length >= many;
}

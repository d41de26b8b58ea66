import { setTimeout as pause } from "node:timers/promises";
import type { CdiClient } from "../../client/cdi-client.ts";
import { isTransient } from "../../client/is-transient.ts";
import type { Whole } from "../../client/pages.ts";
import type { DeviceEvent } from "../../client/watch-event.ts";
import type { Device } from "../../contract/schemas.ts";

/** Between attempts to list, in milliseconds. */
const retryAfter = 1000;

/** The devices that a watcher knows of, to tell what a gap in the events has changed. */
export class DeviceNames {
  #names: Set<string>;

  constructor(devices: readonly Device[]) {
    this.#names = namesOf(devices);
  }

  apply({ type, name }: DeviceEvent): void {
    if (type === "removed") this.#names.delete(name);
    else this.#names.add(name);
  }

  /**
   * Lists anew, as often as it takes: devices that are gone, new ones, and as modified all others, since nobody can say
   * whether they are. Nothing where the signal aborts.
   */
  async relist(client: CdiClient, signal: AbortSignal): Promise<readonly DeviceEvent[]> {
    const listing = await listPatiently(client, signal);
    if (!listing) return [];
    const { revision, items } = listing;
    const [before, now] = [this.#names, namesOf(items)];
    this.#names = now;
    const gone = [...before].filter((name) => !now.has(name));
    return [
      ...gone.map((name): DeviceEvent => ({ revision, type: "removed", name })),
      ...items.map(({ name }): DeviceEvent => ({ revision, type: before.has(name) ? "modified" : "added", name })),
    ];
  }
}

function namesOf(devices: readonly Device[]): Set<string> {
  return new Set(devices.map(({ name }) => name));
}

async function listPatiently(client: CdiClient, signal: AbortSignal): Promise<Whole<Device> | undefined> {
  while (!signal.aborted) {
    try {
      return await client.allDevices();
    } catch (error) {
      if (!isTransient(error)) throw error;
      await pause(retryAfter, undefined, { signal }).catch(() => {});
    }
  }
  return undefined;
}

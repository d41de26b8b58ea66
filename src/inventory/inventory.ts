import type { HostTree } from "../host/host-tree.ts";
import { NvidiaGpus } from "../host/nvidia-gpus.ts";
import type { DefinedDevice } from "../registry/defined-device.ts";
import type { Reread } from "../registry/device-changes.ts";
import { Turns } from "../registry/turns.ts";
import { mergeAttributes } from "./attributes.ts";
import { type DeviceState, StatePool } from "./device-state.ts";
import { HardwareView } from "./hardware-view.ts";
import { isSameHealth } from "./health.ts";
import { HostLook } from "./host-look.ts";
import { isSameHardware } from "./same-hardware.ts";
import { sharingReader } from "./statement.ts";

export interface RecheckOptions {
  /** So many milliseconds are worked before other work gets a turn. Default: 5. */
  readonly sliceMs?: number;
  /** Ends the pass early; nothing has changed then. */
  readonly signal?: AbortSignal;
}

/** Knows the state of devices. */
export interface InventoryView {
  readonly stateOf: (device: DefinedDevice) => DeviceState;
}

/** The time between two passes that changed something; `before` is what the one at its end has changed. */
interface Period {
  readonly before?: ReadonlyMap<DefinedDevice, DeviceState>;
  readonly next?: Period;
}

/**
 * The state of the devices of a registry on a machine. The host is looked at when a device is first asked for, and again
 * by `recheck`; until then the answer stays the same.
 */
export class Inventory implements InventoryView {
  readonly #host: HostTree;
  readonly #nvidia: NvidiaGpus;
  readonly #states = new WeakMap<DefinedDevice, DeviceState>();
  readonly #pool = new StatePool();
  readonly #read = sharingReader();
  #hardware: HardwareView;
  #period: Period = {};

  constructor(host: HostTree) {
    this.#host = host;
    this.#nvidia = new NvidiaGpus(host);
    this.#hardware = new HardwareView(host, this.#nvidia);
  }

  stateOf(device: DefinedDevice): DeviceState {
    const known = this.#states.get(device);
    if (known) return known;
    const state = this.#look(device, new HostLook(this.#host, this.#hardware));
    this.#states.set(device, state);
    return state;
  }

  /** What is known now, whatever later passes find. */
  asOfNow(): InventoryView {
    const start = this.#period;
    return {
      stateOf: (device) => {
        for (let period: Period | undefined = start; period; period = period.next) {
          const state = period.before?.get(device);
          if (state) return state;
        }
        return this.stateOf(device);
      },
    };
  }

  /** Keeps what is known of devices that come as new objects and are the same: only `recheck` looks again. */
  carryOver(devices: Iterable<Reread>): void {
    for (const { before, now } of devices) {
      const state = this.#states.get(before);
      if (state) this.#states.set(now, state);
    }
  }

  /**
   * Looks at the host again for devices, a little at a time, at each path and piece of hardware once. The new states come
   * in all at once, just before it settles with the names of the devices whose state is another than the one remembered.
   */
  async recheck(
    devices: Iterable<DefinedDevice>,
    { sliceMs, signal }: RecheckOptions = {},
  ): Promise<readonly string[]> {
    const hardware = new HardwareView(this.#host, this.#nvidia, this.#hardware);
    const look = new HostLook(this.#host, hardware, { remember: true });
    const before = new Map<DefinedDevice, DeviceState>();
    const changed: (readonly [DefinedDevice, DeviceState])[] = [];
    const turns = new Turns(sliceMs);
    for (const device of devices) {
      if (turns.isOver) await turns.next();
      if (signal?.aborted) return [];
      const known = this.#states.get(device);
      const state = this.#look(device, look, known);
      if (!known) this.#states.set(device, state);
      if (!known || state === known) continue;
      before.set(device, known);
      changed.push([device, state]);
    }
    for (const [device, state] of changed) this.#states.set(device, state);
    if (changed.length > 0) this.#beginPeriod(before);
    this.#hardware = hardware.settle();
    return changed.map(([{ name }]) => name);
  }

  #beginPeriod(before: ReadonlyMap<DefinedDevice, DeviceState>): void {
    const next: Period = {};
    Object.assign(this.#period, { before, next });
    this.#period = next;
  }

  /** The state of a device as the host is now: the one before where that is the same. */
  #look(device: DefinedDevice, look: HostLook, before?: DeviceState): DeviceState {
    const { health, hardware } = look.at(device);
    const isSame = before !== undefined && isSameHardware(before.hardware, hardware);
    if (isSame && isSameHealth(before.health, health)) return before;
    const attributes = isSame
      ? before.attributes
      : mergeAttributes(
          { device: device.definition.annotations, spec: device.spec.annotations, hardware: hardware?.attributes },
          this.#read,
        );
    return this.#pool.stateOf(health, attributes, hardware);
  }
}

import type { Attributes } from "./attribute.ts";
import type { Hardware } from "./hardware.ts";
import type { Health } from "./health.ts";

/** What is known of a device beyond its spec. Never changes; equal states of different devices may be one object. */
export interface DeviceState {
  readonly health: Health;
  readonly attributes: Attributes;
  /** What stands behind its nodes, the place of its PCI functions included. */
  readonly hardware?: Hardware;
}

/** Makes states, one object for all devices that have the same without a word of their own. */
export class StatePool {
  readonly #states = new WeakMap<Health, WeakMap<Attributes, DeviceState>>();

  /** The state with these parts, which are told apart as objects. */
  stateOf(health: Health, attributes: Attributes, hardware: Hardware | undefined): DeviceState {
    const make = (): DeviceState => ({ health, attributes, ...(hardware && { hardware }) });
    if (health.detail !== undefined) return make();
    const byAttributes = this.#states.get(health) ?? new WeakMap<Attributes, DeviceState>();
    this.#states.set(health, byAttributes);
    const known = byAttributes.get(attributes);
    if (known && known.hardware === hardware) return known;
    const state = make();
    byAttributes.set(attributes, state);
    return state;
  }
}

import type { Device } from "../cdi/spec.ts";
import type { Problem } from "../problems.ts";
import { allDevice } from "./all-device.ts";
import type { Generated } from "./generator.ts";

/** The devices that a generator found, and what is worth knowing of the rest. */
export interface FoundDevices {
  readonly devices: readonly Device[];
  readonly problems: readonly Problem[];
}

/** The spec of devices and of `all`, which stands for all of them; there is none where there are no devices. */
export function specWithAll(kind: string, { devices, problems }: FoundDevices): Generated {
  if (devices.length === 0) return { spec: undefined, problems };
  return { spec: { cdiVersion: "", kind, devices: [...devices, allDevice(devices)] }, problems };
}

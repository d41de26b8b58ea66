import type { Device } from "../../cdi/spec.ts";
import type { Problem } from "../../problems.ts";
import type { Generated } from "../generator.ts";
import { allDevice } from "./all-device.ts";

/** The devices that a generator found, and what is worth knowing of the rest. */
export interface FoundDevices {
  readonly devices: readonly Device[];
  readonly problems: readonly Problem[];
}

/** The spec of devices, whose version comes with the polish; there is none where there are no devices. */
export function specOf(kind: string, { devices, problems }: FoundDevices): Generated {
  return { spec: devices.length === 0 ? undefined : { cdiVersion: "", kind, devices: [...devices] }, problems };
}

/** The same with a device `all`, which stands for all of them. */
export function specWithAll(kind: string, { devices, problems }: FoundDevices): Generated {
  return specOf(kind, { devices: devices.length === 0 ? [] : [...devices, allDevice(devices)], problems });
}

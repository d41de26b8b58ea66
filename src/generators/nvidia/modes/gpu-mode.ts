import type { Device } from "../../../cdi/spec.ts";
import { allDevice } from "../../devices/all-device.ts";
import { isSet, valuesOf } from "../../option-values.ts";
import { driverEdits } from "../driver/driver-edits.ts";
import { gpuDevices } from "../gpus/gpu-devices.ts";
import { findHookProgram } from "../hooks/hook-program.ts";
import type { Mode } from "./mode.ts";

/** For containers that want NVIDIA's runtime to leave them alone; CDI has no device without edits. */
const noDevice: Device = { name: "none", containerEdits: { env: ["NVCT_EMPTY_DEVICE="] } };

/** GPUs and MIG devices with all that programs need of the driver. */
export const gpuMode: Mode = {
  kind: "nvidia.com/gpu",
  find: (site) => {
    const program = findHookProgram(site);
    const hasNone = valuesOf(site.options, "device-id").includes(noDevice.name);
    const devices = gpuDevices(site, program);
    const all = devices.length === 0 || hasNone || isSet(site.options, "no-all-device") ? [] : [allDevice(devices)];
    return {
      devices: [...devices, ...all, ...(hasNone ? [noDevice] : [])],
      edits: driverEdits(site, program, true),
    };
  },
};

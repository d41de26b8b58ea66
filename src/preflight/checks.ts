import type { Check } from "./check.ts";
import { deviceNodes } from "./devices/device-nodes.ts";
import { executableMounts } from "./mounts/executable-mounts.ts";
import { mountDestinations } from "./mounts/mount-destinations.ts";
import { mountOptions } from "./mounts/mount-options.ts";
import { mountOrder } from "./mounts/mount-order.ts";
import { mountPlaces } from "./mounts/mount-places.ts";
import { mountPropagation } from "./mounts/mount-propagation.ts";
import { mountSources } from "./mounts/mount-sources.ts";
import { mountTypes } from "./mounts/mount-types.ts";
import { runtimeDirectories } from "./registry/runtime-directories.ts";
import { runtimeFields } from "./registry/runtime-fields.ts";
import { runtimeSpecs } from "./registry/runtime-specs.ts";
import { shadowedDevices } from "./registry/shadowed-devices.ts";
import { specFiles } from "./registry/spec-files.ts";

/** Every check, in the order in which they are made and told of. */
export const checks: readonly Check[] = [
  specFiles,
  shadowedDevices,
  runtimeSpecs,
  runtimeDirectories,
  runtimeFields,
  deviceNodes,
  mountSources,
  mountTypes,
  mountOptions,
  mountDestinations,
  mountPlaces,
  mountOrder,
  mountPropagation,
  executableMounts,
];

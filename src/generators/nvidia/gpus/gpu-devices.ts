import type { Device } from "../../../cdi/spec.ts";
import { problem } from "../../../problems.ts";
import { valuesOf } from "../../option-values.ts";
import type { HookProgram } from "../hooks/hook-program.ts";
import type { Site } from "../site.ts";
import { readCapabilityMinors } from "./capability-minors.ts";
import { askedStrategies, gpuNames, migNames, type StrategyNames } from "./device-names.ts";
import { findGpus } from "./find-gpus.ts";
import { findMig } from "./find-mig.ts";
import { gpuDevice, type NamelessDevice } from "./gpu-device.ts";
import { migDevice } from "./mig-device.ts";

interface Candidate {
  readonly names: StrategyNames;
  readonly make: () => NamelessDevice | undefined;
}

/** The whole GPUs, and in place of those that are divided their MIG devices, once under each name. */
export function gpuDevices(site: Site, program: HookProgram | undefined): readonly Device[] {
  const strategies = askedStrategies(site);
  return wanted(site, candidates(site, program)).flatMap(({ names, make }) => {
    const device = make();
    if (device === undefined) return [];
    return names.filter(([strategy]) => strategies.has(strategy)).map(([, name]) => ({ name, ...device }));
  });
}

function candidates(site: Site, program: HookProgram | undefined): readonly Candidate[] {
  const minors = readCapabilityMinors(site.tree);
  return findGpus(site).flatMap((gpu): readonly Candidate[] => {
    const { isDivided, devices } = findMig(site, gpu, minors);
    if (!isDivided) return [{ names: gpuNames(gpu), make: () => gpuDevice(site, gpu, program) }];
    if (devices.length === 0) {
      const message = `Cannot offer GPU ${gpu.index} at ${gpu.address}: it is divided into GPU instances without compute instances`;
      site.report(problem("odd-device", message));
    }
    return devices.map((part) => ({ names: migNames(part), make: () => migDevice(site, part) }));
  });
}

/** What `--device-id` selects, by any name that a device could have. */
function wanted(site: Site, all: readonly Candidate[]): readonly Candidate[] {
  const asked = valuesOf(site.options, "device-id");
  if (asked.length === 0 || asked.includes("all")) return all;
  const known = new Set(all.flatMap(({ names }) => names.map(([, name]) => name)));
  for (const id of asked.filter((name) => name !== "none" && !known.has(name))) {
    site.report(problem("odd-device", `Cannot offer device ${id}: there is none of that name`));
  }
  const ids = new Set(asked);
  return all.filter(({ names }) => names.some(([, name]) => ids.has(name)));
}

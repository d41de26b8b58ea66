import type { HostTree } from "../../host/host-tree.ts";
import { sysfsHex, sysfsText } from "../../host/sysfs-value.ts";
import type { Facts } from "../facts/attribute-annotations.ts";
import { hardwareFacts } from "../facts/hardware-facts.ts";
import type { Gpu, GpuPart } from "./gpu.ts";

/** What schedulers select a GPU by as a whole. */
export function gpuFacts(host: HostTree, { directory, parts }: Gpu): Facts {
  const [first] = parts;
  const units = parts.map(({ kfd }) => kfd?.computeUnits ?? 0).reduce((sum, own) => sum + own, 0);
  return {
    type: "gpu",
    uuid: uniqueId(host, directory) ?? first?.kfd?.uniqueId,
    architecture: first?.kfd?.architecture,
    ...(units > 0 && { multiprocessors: units }),
    partitionProfile: profileOf(host, directory),
    ...hardwareFacts(host, directory),
  };
}

/** The same of a part of a GPU, whose memory is known to the compute driver alone. */
export function partFacts(whole: Facts, { kfd }: GpuPart): Facts {
  const { uuid, ...others } = whole;
  return {
    ...others,
    type: "gpu-partition",
    ...(kfd?.uniqueId !== uuid && { uuid: kfd?.uniqueId }),
    parentUuid: uuid,
    multiprocessors: kfd?.computeUnits,
    memoryBytes: kfd?.memoryBytes,
  };
}

/** Consumer cards have none, and some drivers say that in zeros. */
function uniqueId(host: HostTree, directory: string): string | undefined {
  const id = sysfsHex(host, `${directory}/unique_id`);
  return id === undefined || /^0+$/.test(id) ? undefined : `0x${id.padStart(16, "0")}`;
}

/** How the processors of a GPU and its memory are divided, such as `cpx_nps4`; `spx_nps1` stands for not at all. */
function profileOf(host: HostTree, directory: string): string | undefined {
  const modes = ["compute", "memory"].map((what) => sysfsText(host, `${directory}/current_${what}_partition`));
  const known = modes.flatMap((mode) =>
    mode !== undefined && /^[A-Z]{2,3}\d?$/.test(mode) ? [mode.toLowerCase()] : [],
  );
  return known.length === 0 ? undefined : known.join("_");
}

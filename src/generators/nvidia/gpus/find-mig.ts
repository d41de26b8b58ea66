import type { Site } from "../site.ts";
import type { CapabilityMinors } from "./capability-minors.ts";
import type { Gpu } from "./gpu.ts";

/** How a GPU is divided. */
export interface MigDivision {
  /** Whether it has GPU instances, be there compute instances in them or not: programs cannot use it whole then. */
  readonly isDivided: boolean;
  readonly devices: readonly MigDevice[];
}

/** A compute instance of a GPU, which programs use like a GPU. */
export interface MigDevice {
  readonly gpu: Gpu;
  /** Its number on its GPU, in the order of the instances. */
  readonly index: number;
  readonly gpuInstance: number;
  readonly computeInstance: number;
  /** The minor numbers of the nodes that give access to the two instances, as far as they are known. */
  readonly minors: readonly (number | undefined)[];
}

const capabilities = "/proc/driver/nvidia/capabilities";

/** The instances that a GPU is divided into. Capabilities go by minor number, not by index. */
export function findMig(site: Site, gpu: Gpu, minors: CapabilityMinors): MigDivision {
  const directory = `${capabilities}/gpu${gpu.minor}/mig`;
  const gpuInstances = numbered(site, directory, "gi");
  const instances = gpuInstances.flatMap((gi) =>
    numbered(site, `${directory}/gi${gi}`, "ci").map((ci) => ({ gi, ci })),
  );
  const devices = instances.map(({ gi, ci }, index) => ({
    gpu,
    index,
    gpuInstance: gi,
    computeInstance: ci,
    minors: [`gi${gi}`, `gi${gi}/ci${ci}`].map((name) => minors(gpu.minor, name)),
  }));
  return { isDivided: gpuInstances.length > 0, devices };
}

/** The numbers behind a prefix among the names in a directory, in order. */
function numbered({ tree }: Site, directory: string, prefix: string): readonly number[] {
  const names = (tree.list(directory) ?? []).filter((name) => /^[a-z]+\d{1,3}$/.test(name) && name.startsWith(prefix));
  return names.map((name) => Number(name.slice(prefix.length))).toSorted((one, other) => one - other);
}

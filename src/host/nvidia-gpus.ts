import type { HostTree } from "./host-tree.ts";
import { pciAddressIn } from "./pci-address.ts";
import { sysfsText } from "./sysfs-value.ts";

/** The major number of NVIDIA's device nodes. */
export const nvidiaMajor = 195;

/** Higher minors are control nodes: `nvidia-modeset` and `nvidiactl`. */
const gpuMinors = 254;

const directory = "/proc/driver/nvidia/gpus";

/** What NVIDIA's driver says of a GPU. */
export interface NvidiaGpu {
  readonly minor?: number;
  readonly uuid?: string;
  readonly productName?: string;
  /** The driver does not know its identity before its first use. */
  readonly isUnused?: true;
  /** The driver was told to leave it alone. */
  readonly isExcluded?: true;
}

/**
 * The GPUs that NVIDIA's driver has, from procfs. Reading of one can wake it up, so each is read once, and again only
 * where other GPUs have come or gone, or where it was not yet in use and is awake.
 */
export class NvidiaGpus {
  readonly #host: HostTree;
  #listed = "";
  #byAddress: ReadonlyMap<string, NvidiaGpu> = new Map();

  constructor(host: HostTree) {
    this.#host = host;
  }

  /** The PCI functions that the driver has, in no order, whether or not it says anything of them. */
  addresses(): readonly string[] {
    const names = this.#host.list(directory) ?? [];
    return names.map(pciAddressIn).filter((address) => address !== undefined);
  }

  /** The PCI function behind a minor number. */
  addressOf(minor: number): string | undefined {
    if (minor >= gpuMinors) return undefined;
    this.#refresh();
    for (const [address, gpu] of this.#byAddress) if (gpu.minor === minor) return address;
    return undefined;
  }

  at(address: string): NvidiaGpu | undefined {
    return this.all().get(address);
  }

  /** What the driver says of each GPU that it has, for those who go through many: each look at the host costs. */
  all(): ReadonlyMap<string, NvidiaGpu> {
    this.#refresh();
    return this.#byAddress;
  }

  /** The version of the driver that runs. */
  driverVersion(): string | undefined {
    const text = this.#host.readText("/proc/driver/nvidia/version");
    return /Kernel Module\s+(?:for \S+\s+)?(\d+(?:\.\d+)+)/.exec(text ?? "")?.[1];
  }

  #refresh(): void {
    const names = this.#host.list(directory) ?? [];
    const listed = names.join("\n");
    const isSettled = listed === this.#listed;
    if (isSettled && ![...this.#byAddress.values()].some(({ isUnused }) => isUnused)) return;
    const byAddress = new Map<string, NvidiaGpu>();
    for (const name of names) {
      const address = pciAddressIn(name);
      if (address === undefined) continue;
      const known = isSettled ? this.#byAddress.get(address) : undefined;
      const gpu = known && !(known.isUnused && this.#isAwake(address)) ? known : this.#read(name);
      if (gpu) byAddress.set(address, gpu);
    }
    this.#byAddress = byAddress;
    this.#listed = listed;
  }

  #read(name: string): NvidiaGpu | undefined {
    const text = this.#host.readText(`${directory}/${name}/information`);
    return text === undefined ? undefined : gpuIn(text);
  }

  #isAwake(address: string): boolean {
    return sysfsText(this.#host, `/sys/bus/pci/devices/${address}/power/runtime_status`) === "active";
  }
}

/** The last line counts only where it ends: of one that is cut, minor number 12 would be 1, which is another GPU. */
function gpuIn(information: string): NvidiaGpu {
  const fields = new Map<string, string>();
  for (const line of information.split("\n").slice(0, -1)) {
    const [name = "", ...rest] = line.split(":");
    const value = rest.join(":").trim();
    if (value !== "") fields.set(name.trim(), value);
  }
  const minor = fields.get("Device Minor");
  const uuid = fields.get("GPU UUID");
  const productName = fields.get("Model");
  return {
    ...(minor !== undefined && /^\d{1,3}$/.test(minor) && { minor: Number(minor) }),
    ...(uuid !== undefined && (uuid.includes("?") ? { isUnused: true } : { uuid })),
    ...(productName !== undefined && productName !== "Unknown" && { productName }),
    ...(fields.get("GPU Excluded") === "Yes" && { isExcluded: true }),
  };
}

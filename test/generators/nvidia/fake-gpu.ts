import { type FakeHostParts, pciFunctionParts } from "../../host/fake-host.ts";

export interface FakeGpu {
  /** Of the function; its root port is made up. */
  readonly address: string;
  readonly minor: number;
  readonly model: string;
  readonly uuid?: string;
  readonly numaNode?: number;
  readonly excluded?: boolean;
  /** The driver that has it. NVIDIA's unless told. */
  readonly driver?: string;
  readonly iommuGroup?: number;
  /** Numbers of its DRM nodes, where there are any. */
  readonly drm?: readonly [card: number, render: number];
}

/** A UUID that tells which GPU has it. */
export function uuidOf(number: number): string {
  return `GPU-${String(number).padStart(8, "0")}-0000-4000-8000-000000000000`;
}

/** What procfs, sysfs and /dev have of a GPU. */
export function gpuParts(gpu: FakeGpu): FakeHostParts {
  const { address, minor, numaNode = -1, driver = "nvidia", iommuGroup, drm } = gpu;
  const path = `pci${address.slice(0, 7)}/${address.slice(0, 8)}00.0/${address}`;
  const {
    files,
    links,
    directories = [],
  } = pciFunctionParts({
    path,
    driver,
    ...(iommuGroup !== undefined && { iommuGroup }),
    files: { numa_node: `${numaNode}\n`, config: "\u00de\u0010" },
  });
  const [card, render] = drm ?? [];
  const isOwn = driver === "nvidia";
  return {
    files: {
      ...files,
      ...(isOwn && { [`/proc/driver/nvidia/gpus/${address}/information`]: informationOf(gpu) }),
    },
    links: {
      ...links,
      ...(drm && { [`/dev/dri/by-path/pci-${address}-card`]: `../card${card}` }),
      ...(drm && { [`/dev/dri/by-path/pci-${address}-render`]: `../renderD${render}` }),
    },
    directories: [
      ...directories,
      ...(drm ? [`/sys/devices/${path}/drm/card${card}`, `/sys/devices/${path}/drm/renderD${render}`] : []),
    ],
    nodes: {
      ...(isOwn && { [`/dev/nvidia${minor}`]: `c 195:${minor} 0666` }),
      ...(drm && { [`/dev/dri/card${card}`]: `c 226:${card} 0660 44` }),
      ...(drm && { [`/dev/dri/renderD${render}`]: `c 226:${render} 0660 104` }),
    },
  };
}

function informationOf({ address, minor, model, uuid = uuidOf(minor), excluded = false }: FakeGpu): string {
  return [
    `Model: \t\t ${model}`,
    "IRQ:   \t\t 254",
    `GPU UUID: \t ${uuid}`,
    "Video BIOS: \t 96.00.99.00.01",
    "Bus Type: \t PCIe",
    `Bus Location: \t ${address}`,
    `Device Minor: \t ${minor}`,
    `GPU Excluded:\t ${excluded ? "Yes" : "No"}`,
    "",
  ].join("\n");
}

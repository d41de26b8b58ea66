import { type FakeHostParts, together } from "../../host/fake-host.ts";
import { boundFunction, drmParts, nodeParts } from "../sysfs-parts.ts";

/** The node by which programs compute on any GPU. */
export const computeNode = nodeParts({
  directory: "/sys/devices/virtual/kfd/kfd",
  of: "kfd",
  numbers: "510:0",
  node: "kfd",
  access: "0660 109",
});

const topology = "/sys/devices/virtual/kfd/kfd/topology";

/** A processor, as the compute driver has it. */
const processor: FakeHostParts = {
  files: {
    [`${topology}/generation_id`]: "2\n",
    [`${topology}/nodes/0/properties`]:
      "cpu_cores_count 64\nsimd_count 0\nlocation_id 0\ndomain 0\ndrm_render_minor 0\n",
  },
};

export interface FakeKfdNode {
  /** Its number in the topology. */
  readonly number: number;
  readonly minor: number;
  readonly bus: number;
  /** Added to its location where the GPU is divided. */
  readonly part?: number;
  readonly uniqueId?: string;
  readonly memory?: number;
  /** Its processors and its generation, where it is no card for desktops. */
  readonly chip?: Readonly<Record<"simd_count" | "simd_per_cu" | "gfx_target_version", number>>;
}

const navi31 = { simd_count: 192, simd_per_cu: 2, gfx_target_version: 110_000 };

/** A GPU, or a part of one, as the compute driver has it. */
export function kfdParts({
  number,
  minor,
  bus,
  part = 0,
  uniqueId = "0",
  memory,
  chip = navi31,
}: FakeKfdNode): FakeHostParts {
  const directory = `${topology}/nodes/${number}`;
  const properties = {
    cpu_cores_count: 0,
    ...chip,
    location_id: bus * 256 + part,
    domain: 0,
    drm_render_minor: minor,
    unique_id: uniqueId,
  };
  const lines = Object.entries(properties).map(([name, value]) => `${name} ${value}\n`);
  const bank = `heap_type 1\nsize_in_bytes ${memory}\nflags 0\nwidth 8192\n`;
  return {
    files: {
      [`${directory}/properties`]: lines.join(""),
      ...(memory !== undefined && { [`${directory}/mem_banks/0/properties`]: bank }),
    },
  };
}

/** A GPU on a root port of its own. */
export function gpuParts(
  bus: string,
  drm: readonly string[],
  files: Readonly<Record<string, string>> = {},
): FakeHostParts {
  const path = `pci0000:${bus}/0000:${bus}:00.0`;
  const own = { vendor: "0x1002\n", device: "0x744c\n", class: "0x030000\n", numa_node: "0\n", ...files };
  return together(
    boundFunction({ path, files: own, driver: "amdgpu", moduleVersion: "6.12.12" }),
    drmParts(`/sys/devices/${path}`, ...drm),
  );
}

/** Two cards for desktops, and the graphics of the processor, which the compute driver does not have. */
export const desktop = together(
  computeNode,
  processor,
  gpuParts("03", ["card1", "renderD128"], {
    product_name: "Radeon RX 7900 XTX\n",
    mem_info_vram_total: "25753026560\n",
  }),
  gpuParts("04", ["card0", "renderD130"], { device: "0x164e\n", numa_node: "-1\n" }),
  gpuParts("43", ["card2", "renderD129"], { mem_info_vram_total: "25753026560\n" }),
  kfdParts({ number: 1, minor: 128, bus: 0x03 }),
  kfdParts({ number: 2, minor: 129, bus: 0x43 }),
);

/** Nodes that the driver keeps for the parts of a GPU, whether or not there are any. */
function partNodes(name: string, card: number, render: number): FakeHostParts {
  return drmParts(`/sys/devices/platform/${name}`, `card${card}`, `renderD${render}`);
}

const accelerator = { class: "0x120000\n", device: "0x74a1\n", mem_info_vram_total: "206141652992\n" };

/** The processors of a MI300X, which has eight dies of them. */
function mi300x(dies: number) {
  return { simd_count: dies * 152, simd_per_cu: 4, gfx_target_version: 90_402 };
}

const accelerators = together(
  computeNode,
  processor,
  gpuParts("05", ["card1", "renderD128"], {
    ...accelerator,
    unique_id: "efc2c1799a1f3e2e\n",
    current_compute_partition: "CPX\n",
    current_memory_partition: "NPS4\n",
  }),
  gpuParts("65", ["card2", "renderD129"], {
    ...accelerator,
    unique_id: "0ab1c1799a1f3e2e\n",
    current_compute_partition: "SPX\n",
    current_memory_partition: "NPS1\n",
  }),
  ...[
    { number: 2, minor: 128, bus: 0x05, part: 0 },
    { number: 3, minor: 136, bus: 0x05, part: 1 },
    { number: 4, minor: 137, bus: 0x05, part: 2 },
  ].map((node) => kfdParts({ ...node, chip: mi300x(1), uniqueId: "17276583848567586350", memory: 51_535_413_248 })),
  kfdParts({
    number: 5,
    minor: 129,
    bus: 0x65,
    chip: mi300x(8),
    uniqueId: "770609739278007854",
    memory: 206_141_652_992,
  }),
);

/**
 * Two accelerators, one in three parts and one whole, with the nodes of the parts in no order, under the name that the
 * kernel gives the device of each.
 */
export function dividedBy(partName: (number: number) => string): FakeHostParts {
  return together(
    accelerators,
    partNodes(partName(0), 10, 137),
    partNodes(partName(1), 9, 136),
    partNodes(partName(7), 11, 138),
  );
}

export const divided = dividedBy((number) => `amdgpu_xcp_${number}`);

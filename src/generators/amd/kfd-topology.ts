import type { HostTree } from "../../host/host-tree.ts";
import { sysfsText } from "../../host/sysfs-value.ts";

/** A GPU, or a part of one, as AMD's compute driver has it. */
export interface KfdNode {
  /** Its PCI domain, bus and device, such as `0000:03:00`. The function is not said where the GPU is divided. */
  readonly slot?: string;
  /** 16 hexadecimal digits after `0x`; consumer cards have none. */
  readonly uniqueId?: string;
  /** Such as `gfx942`. */
  readonly architecture?: string;
  readonly computeUnits?: number;
  readonly memoryBytes?: number;
}

const directory = "/sys/class/kfd/kfd/topology/nodes";

/** The GPUs of the compute driver by the minor number of their render node. Processors have none. */
export function readKfdTopology(host: HostTree): ReadonlyMap<number, KfdNode> {
  const found = new Map<number, KfdNode>();
  for (const name of host.list(directory) ?? []) {
    const properties = readProperties(host, `${directory}/${name}/properties`);
    const minor = Number(properties.get("drm_render_minor") ?? 0);
    if (minor > 0)
      found.set(minor, kfdNode(properties, readProperties(host, `${directory}/${name}/mem_banks/0/properties`)));
  }
  return found;
}

function kfdNode(properties: Properties, memory: Properties): KfdNode {
  const [location, domain] = [properties.get("location_id"), properties.get("domain") ?? 0n];
  const uniqueId = properties.get("unique_id") ?? 0n;
  const target = properties.get("gfx_target_version") ?? 0n;
  const [simds, each] = [properties.get("simd_count") ?? 0n, properties.get("simd_per_cu") ?? 0n];
  const size = memory.get("size_in_bytes") ?? 0n;
  return {
    ...(location !== undefined && { slot: slotOf(domain, location) }),
    ...(uniqueId > 0n && { uniqueId: `0x${hex(uniqueId, 16)}` }),
    ...(target > 0n && { architecture: architectureOf(Number(target)) }),
    ...(simds > 0n && each > 0n && { computeUnits: Number(simds / each) }),
    ...(size > 0n && { memoryBytes: Number(size) }),
  };
}

/** The lowest three bits are the function, or the number of a part. */
function slotOf(domain: bigint, location: bigint): string {
  return `${hex(domain, 4)}:${hex((location >> 8n) & 0xffn, 2)}:${hex((location >> 3n) & 0x1fn, 2)}`;
}

/** 90010 stands for gfx90a: a major, a minor and a stepping, the last two as hexadecimal digits. */
function architectureOf(version: number): string {
  const [minor, stepping] = [Math.floor(version / 100) % 100, version % 100];
  return `gfx${Math.floor(version / 10_000)}${minor.toString(16)}${stepping.toString(16)}`;
}

function hex(value: bigint, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}

type Properties = ReadonlyMap<string, bigint>;

/** Lines of a name and a number, which may have 64 bits. */
function readProperties(host: HostTree, path: string): Properties {
  const lines = sysfsText(host, path)?.matchAll(/^(\w+) (\d{1,20})$/gm) ?? [];
  return new Map([...lines].map(([, name = "", value = ""]) => [name, BigInt(value)]));
}

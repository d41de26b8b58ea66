import { grouped } from "../../host/grouped.ts";
import type { HostTree } from "../../host/host-tree.ts";
import { pciDirectoryOf, pciPathOf } from "../../host/pci-path.ts";
import { attributeAnnotations } from "../attribute-annotations.ts";
import { classNode } from "../class-node.ts";
import { deviceNameOf } from "../device-name.ts";
import type { FoundDevices } from "../found-devices.ts";
import type { FoundNode } from "../found-node.ts";
import type { GeneratorHost } from "../generator.ts";
import { hardwareFacts } from "../hardware-facts.ts";
import { namedDevices } from "../named-devices.ts";
import { besideKernelNames, type NameClaim } from "../names-apart.ts";
import { nodeEdits } from "../node-edits.ts";
import { byPathName } from "../udev/by-path-name.ts";
import { usableNodes } from "../usable-nodes.ts";
import type { Accelerator } from "./accelerator.ts";
import { driverOf } from "./drivers.ts";
import { classDirectory } from "./find-accelerators.ts";

/** An accelerator with its nodes, or all of a device with those of all. */
interface Found {
  readonly accelerator: Accelerator;
  readonly nodes: readonly FoundNode[];
}

/**
 * Accelerators by the kernel's names, and by the places of their hardware. Drivers may make several of one device, as of
 * one that is divided: its place then stands for all of them.
 */
export function acceleratorDevices(host: GeneratorHost, accelerators: readonly Accelerator[]): FoundDevices {
  const found = accelerators.map((accelerator) => ({ accelerator, ...nodesOf(host, accelerator) }));
  const usable = found.filter(({ nodes }) => nodes.length > 0);
  const kernels = usable.map((owner) => ({ owner, name: owner.accelerator.name, isStable: false }));
  const devices = grouped(usable, ({ accelerator }) => accelerator.devicePath);
  const places = [...devices.values()].flatMap((members) => placeClaim(host.tree, members));
  return {
    problems: found.flatMap(({ problems }) => problems),
    devices: namedDevices<Found>(besideKernelNames(kernels, places), {
      domain: "accel.dev",
      annotations: ({ accelerator }) => annotationsOf(host.tree, accelerator),
      edits: ({ owner }) => nodeEdits(host, owner.nodes),
    }),
  };
}

function nodesOf(host: GeneratorHost, accelerator: Accelerator): ReturnType<typeof usableNodes> {
  const own = classNode(host, `${classDirectory}/${accelerator.name}`, { of: "accelerator", folder: "accel" });
  const further = driverOf(accelerator).furtherNodes?.(host.tree, accelerator) ?? [];
  const adding = further.map(([directory, folder]) => classNode(host, directory, { folder }));
  return usableNodes(`accelerator ${accelerator.name}`, [own], adding);
}

/** The name of hardware by where it is. */
function placeClaim(host: HostTree, members: readonly Found[]): NameClaim<Found>[] {
  const [first] = members;
  if (!first) return [];
  const { accelerator } = first;
  const path = accelerator.devicePath;
  const isFunction = pciDirectoryOf(path) === path;
  const name = isFunction ? pciPathOf(path)?.pciBusId : deviceNameOf(byPathName(host, path) ?? "");
  const owner: Found = { accelerator, nodes: members.flatMap(({ nodes }) => nodes) };
  return name === undefined ? [] : [{ owner, name, isStable: true }];
}

function annotationsOf(host: HostTree, accelerator: Accelerator): Record<string, string> {
  const { type, facts } = driverOf(accelerator);
  return attributeAnnotations({ type, ...hardwareFacts(host, accelerator.devicePath), ...facts?.(host, accelerator) });
}

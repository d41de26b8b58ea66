import { grouped } from "../../host/grouped.ts";
import type { HostTree } from "../../host/host-tree.ts";
import { pciDirectoryOf, pciPathOf } from "../../host/pci-path.ts";
import type { FoundDevices } from "../devices/found-devices.ts";
import { namedDevices } from "../devices/named-devices.ts";
import { attributeAnnotations } from "../facts/attribute-annotations.ts";
import { hardwareFacts } from "../facts/hardware-facts.ts";
import type { GeneratorHost } from "../generator.ts";
import { besideKernelNames, type NameClaim } from "../naming/names-apart.ts";
import { placeNameOf } from "../naming/place-name.ts";
import { classNode } from "../nodes/class-node.ts";
import type { FoundNode } from "../nodes/found-node.ts";
import { nodeEdits } from "../nodes/node-edits.ts";
import { usableNodes } from "../nodes/usable-nodes.ts";
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
  const name = isFunction ? pciPathOf(path)?.pciBusId : placeNameOf(host, path);
  const owner: Found = { accelerator, nodes: members.flatMap(({ nodes }) => nodes) };
  return name === undefined ? [] : [{ owner, name, isStable: true }];
}

function annotationsOf(host: HostTree, accelerator: Accelerator): Record<string, string> {
  const { devicePath, driver } = accelerator;
  const { type, facts } = driverOf(accelerator);
  return attributeAnnotations({ type, ...hardwareFacts(host, devicePath), driver, ...facts?.(host, accelerator) });
}

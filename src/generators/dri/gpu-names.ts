import { basename, dirname } from "node:path";
import type { HostTree } from "../../host/host-tree.ts";
import { pciDirectoryOf } from "../../host/pci-path.ts";
import { sysfsLink } from "../../host/sysfs-value.ts";
import { besideKernelNames, type NameClaim } from "../naming/names-apart.ts";
import { placeNameOf } from "../naming/place-name.ts";
import type { Gpu } from "./gpu.ts";

/**
 * The names of GPUs: the PCI address, or where a GPU hangs that is none on PCI, and those of its nodes, which the kernel
 * gives in the order in which drivers are loaded.
 */
export function gpuNames(host: HostTree, gpus: readonly Gpu[]): readonly NameClaim<Gpu>[] {
  const kernels = gpus.flatMap((owner) => owner.nodes.map(({ name }) => ({ owner, name, isStable: false })));
  return besideKernelNames(
    kernels,
    gpus.flatMap((gpu) => placeClaim(host, gpu)),
  );
}

function placeClaim(host: HostTree, owner: Gpu): NameClaim<Gpu>[] {
  const place = placeNameOf(host, owner.devicePath);
  const name = addressOf(host, owner.devicePath) ?? place;
  return name === undefined ? [] : [{ owner, name, isStable: true, otherwise: place }];
}

/** The address of a GPU that is a PCI function, or the virtio device on one. */
function addressOf(host: HostTree, devicePath: string): string | undefined {
  const directory = pciDirectoryOf(devicePath);
  if (directory === undefined) return undefined;
  const isOnVirtio = directory === dirname(devicePath) && sysfsLink(host, `${devicePath}/subsystem`) === "virtio";
  return directory === devicePath || isOnVirtio ? basename(directory) : undefined;
}

import type { Device } from "../../../cdi/spec.ts";
import { isNvidiaGpu } from "../../../host/is-nvidia-gpu.ts";
import { type PciFunction, readPciFunction } from "../../../host/pci-function.ts";
import { isVfioDriver } from "../../../host/vfio-driver.ts";
import { problem } from "../../../problems.ts";
import { allDevice } from "../../devices/all-device.ts";
import { attributeAnnotations } from "../../facts/attribute-annotations.ts";
import { inPciOrder } from "../../naming/in-pci-order.ts";
import { withNodes } from "../../nodes/with-nodes.ts";
import { isSet } from "../../option-values.ts";
import { noRuntime } from "../driver/driver-edits.ts";
import { nvidiaNode } from "../nodes/nvidia-node.ts";
import type { Site } from "../site.ts";
import type { Mode } from "./mode.ts";

const functions = "/sys/bus/pci/devices";

/** Whole GPUs for virtual machines: those that VFIO has, by the number among them and by their PCI addresses. */
export const vfioMode: Mode = {
  kind: "nvidia.com/pgpu",
  find: (site) => {
    const devices = boundGpus(site).flatMap((gpu, index) => devicesOf(site, gpu, index));
    if (devices.length === 0) site.report(problem("odd-device", "VFIO has no GPU of NVIDIA that can be used"));
    const all = devices.length === 0 || isSet(site.options, "no-all-device") ? [] : [allDevice(devices)];
    const control = nvidiaNode(site, "/dev/vfio/vfio");
    const nodes = "node" in control ? withNodes([control.node]) : {};
    return { devices: [...devices, ...all], edits: { env: [noRuntime], ...nodes } };
  },
};

function boundGpus({ tree }: Site): readonly PciFunction[] {
  const addresses = (tree.list(functions) ?? []).filter((address) => isNvidiaGpu(tree, address));
  return inPciOrder(addresses).flatMap((address) => {
    const directory = tree.realPath(`${functions}/${address}`);
    const found = directory === undefined ? undefined : readPciFunction(tree, directory);
    return found && isVfioDriver(found.driver) ? [found] : [];
  });
}

function devicesOf(site: Site, gpu: PciFunction, index: number): readonly Device[] {
  const { driver, iommuGroup, pciBusId, pcieRoot, numaNode, pciDeviceId } = gpu;
  const found =
    iommuGroup === undefined ? { missing: "it is in no IOMMU group" } : nvidiaNode(site, `/dev/vfio/${iommuGroup}`);
  if ("missing" in found) {
    site.report(problem("odd-device", `Cannot offer the GPU at ${pciBusId} to virtual machines: ${found.missing}`));
    return [];
  }
  const annotations = attributeAnnotations({
    type: "vfio",
    index,
    driver,
    iommuGroup,
    pciBusId,
    pcieRoot,
    numaNode,
    pciDeviceId,
  });
  return [`${index}`, pciBusId].map((name) => ({ name, annotations, containerEdits: withNodes([found.node]) }));
}

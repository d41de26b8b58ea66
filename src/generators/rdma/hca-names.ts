import { pciDirectoryOf, pciPathOf } from "../../host/pci-path.ts";
import { deviceNameOf } from "../naming/device-name.ts";
import { besideKernelNames, type NameClaim, namesApart } from "../naming/names-apart.ts";
import type { Hca } from "./hca.ts";

/** Names by what rdma-core makes them of: where the device is, or its GUID. */
const placeName = /^(?:ib|roce|iw|opa|usnic|rdma)(?:o\d|s\d|P\d|p\d|x[0-9a-f])/;

/** Names that the kernel counts up as it meets interfaces. */
const countedInterface = /^(?:eth|ib|usb|wlan)\d+$/;

/**
 * The names of RDMA devices: the kernel's, that of where they are and those of their network interfaces. Each stands for one
 * device, and none is `all`.
 */
export function hcaNames(hcas: readonly Hca[]): readonly NameClaim<Hca>[] {
  const others = hcas.flatMap((hca) => [...placeNames(hca), ...interfaceNames(hca)]);
  return namesApart(besideKernelNames(hcas.flatMap(kernelName), others)).filter(({ name }) => name !== "all");
}

/** Nobody but a person names a device in software. */
function kernelName(hca: Hca): NameClaim<Hca>[] {
  return claim(hca, hca.name, hca.place.directory === undefined || placeName.test(hca.name));
}

/** A subfunction has the address of its function with its own number; the bus counts its other name up. */
function placeNames(hca: Hca): NameClaim<Hca>[] {
  const { directory = "", subfunction } = hca.place;
  const address = pciPathOf(directory)?.pciBusId;
  if (subfunction) {
    const { name, number } = subfunction;
    const isPlaced = address !== undefined && number !== undefined;
    return [...claim(hca, name, false), ...(isPlaced ? claim(hca, `${address}_sf${number}`, true) : [])];
  }
  return address !== undefined && pciDirectoryOf(directory) === directory ? claim(hca, address, true) : [];
}

function interfaceNames(hca: Hca): NameClaim<Hca>[] {
  const names = new Set(hca.ports.flatMap(({ netdev }) => netdev ?? []));
  return [...names].flatMap((name) => claim(hca, name, !countedInterface.test(name)));
}

function claim(owner: Hca, text: string, isStable: boolean): NameClaim<Hca>[] {
  const name = deviceNameOf(text);
  return name === undefined ? [] : [{ owner, name, isStable }];
}

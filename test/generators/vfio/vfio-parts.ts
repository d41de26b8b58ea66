import { type FakeHostParts, pciFunctionParts, together } from "../../host/fake-host.ts";
import { nodeParts } from "../sysfs-parts.ts";

/** The node that all users of groups open. */
export const container = nodeParts({
  directory: "/sys/devices/virtual/misc/vfio",
  of: "misc",
  numbers: "10:196",
  node: "vfio/vfio",
  access: "0666 0",
});

/** The node that all users of single functions open. */
export const iommu = nodeParts({
  directory: "/sys/devices/virtual/misc/iommu",
  of: "misc",
  numbers: "10:124",
  node: "iommu",
  access: "0660 0",
});

/** The node of a group: `77`, or `noiommu-77` where there is no IOMMU. */
export function groupParts(name: string): FakeHostParts {
  const minor = Number(/\d+$/.exec(name)?.[0]);
  return nodeParts({
    directory: `/sys/devices/virtual/vfio/${name}`,
    of: "vfio",
    numbers: `511:${minor}`,
    node: `vfio/${name}`,
    access: "0660 78",
  });
}

export interface Assigned {
  readonly path: string;
  readonly group: number;
  readonly driver?: string;
  readonly files?: Readonly<Record<string, string>>;
  /** The number of its own node, of which newer kernels make one. */
  readonly own?: number;
}

export function functionParts({ path, group, driver, files = {}, own }: Assigned): FakeHostParts {
  const directory = `/sys/devices/${path}`;
  return together(
    pciFunctionParts({ path, iommuGroup: group, files, ...(driver !== undefined && { driver }) }),
    own === undefined
      ? {}
      : nodeParts({
          directory: `${directory}/vfio-dev/vfio${own}`,
          of: "vfio-dev",
          numbers: `510:${own}`,
          node: `vfio/devices/vfio${own}`,
          access: "0660 78",
        }),
  );
}

const port = "pci0000:00/0000:00:01.0";
const gpu = { device: "0x2684\n", class: "0x030000\n" };
const sound = { device: "0x22ba\n", class: "0x040300\n" };

/** A GPU and its sound in a group with the port above them, and a virtual function of a network card by itself. */
export const passthroughHost: FakeHostParts = together(
  container,
  groupParts("12"),
  functionParts({ path: port, group: 12, driver: "pcieport", files: { class: "0x060400\n" } }),
  functionParts({ path: `${port}/0000:01:00.0`, group: 12, driver: "vfio-pci", files: gpu }),
  functionParts({ path: `${port}/0000:01:00.1`, group: 12, driver: "vfio-pci", files: sound }),
  groupParts("77"),
  functionParts({
    path: "pci0000:00/0000:00:02.0/0000:03:00.2",
    group: 77,
    driver: "mlx5_vfio_pci",
    files: { vendor: "0x15b3\n", device: "0x101e\n", class: "0x020000\n", numa_node: "1\n" },
  }),
);

/** A newer kernel, which has nodes of single functions too. */
export const newerHost: FakeHostParts = together(
  container,
  iommu,
  groupParts("12"),
  functionParts({ path: `${port}/0000:01:00.0`, group: 12, driver: "vfio-pci", files: gpu, own: 0 }),
  functionParts({ path: `${port}/0000:01:00.1`, group: 12, driver: "vfio-pci", files: sound, own: 1 }),
);

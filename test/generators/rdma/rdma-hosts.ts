import { type FakeHostParts, together } from "../../host/fake-host.ts";
import { attributesAt } from "../sysfs-parts.ts";
import { adapterParts, hcaParts, interfaceParts, managerParts } from "./hca-parts.ts";

const port = "pci0000:00/0000:00:02.0";

/** The path in sysfs of a function of the card at bus 3. */
export function cardFunction(number: number): string {
  return `/sys/devices/${port}/0000:03:00.${number}`;
}

const connectX5 = { fw_ver: "16.35.3006", hca_type: "MT4119", hw_rev: "0", board_id: "MT_0000000008" };

function physicalFunction(number: number): FakeHostParts {
  const [netdev, digit] = [`enp3s0f${number}np${number}`, "ab"[number]];
  const isDown = { state: "1: DOWN", phys_state: "3: Disabled", rate: "40 Gb/sec (4X QDR)" };
  return together(
    adapterParts(`${port}/0000:03:00.${number}`, { files: { sriov_totalvfs: "8\n", sriov_numvfs: "0\n" } }),
    interfaceParts(netdev, cardFunction(number), { address: `b8:59:9f:c4:2e:6${digit}` }),
    hcaParts({
      name: `mlx5_${number}`,
      at: cardFunction(number),
      uverbs: number,
      attributes: { ...connectX5, node_guid: `b859:9f03:00c4:2e6${digit}` },
      ports: [{ netdev, umad: number, issm: number, ...(number === 1 && { attributes: isDown }) }],
    }),
  );
}

/** One function of a card with two. */
export const plainHost = together(managerParts, physicalFunction(0));

function virtualFunction(number: number, driver: string): FakeHostParts {
  const files = { device: "0x1018\n" };
  return together(adapterParts(`${port}/0000:03:00.${2 + number}`, { driver, files, iommuGroup: 77 + number }), {
    links: {
      [`${cardFunction(2 + number)}/physfn`]: cardFunction(0),
      [`${cardFunction(0)}/virtfn${number}`]: cardFunction(2 + number),
    },
  });
}

const subfunction = `${cardFunction(0)}/mlx5_core.sf.4`;

/**
 * A ConnectX-5 with a device for each of its two ports, on which the first one has a virtual function without a GUID, one
 * that a virtual machine has, and a subfunction.
 */
export const connectXRoceHost = together(
  plainHost,
  physicalFunction(1),
  { files: { [`${cardFunction(0)}/sriov_numvfs`]: "2\n" } },
  virtualFunction(0, "mlx5_core"),
  interfaceParts("enp3s0f0v0", cardFunction(2), { address: "12:34:56:00:00:01" }),
  hcaParts({
    name: "mlx5_2",
    at: cardFunction(2),
    uverbs: 7,
    attributes: { ...connectX5, node_guid: "0000:0000:0000:0000" },
    ports: [{ netdev: "enp3s0f0v0", umad: 3 }],
  }),
  virtualFunction(1, "vfio-pci"),
  { files: attributesAt(subfunction, { sfnum: "88" }), directories: ["/sys/bus/auxiliary/drivers/mlx5_core.sf"] },
  {
    links: {
      [`${subfunction}/subsystem`]: "/sys/bus/auxiliary",
      [`${subfunction}/driver`]: "/sys/bus/auxiliary/drivers/mlx5_core.sf",
      "/sys/bus/auxiliary/devices/mlx5_core.sf.4": subfunction,
    },
  },
  interfaceParts("enp3s0f0s88", subfunction, { address: "0a:00:00:00:00:58" }),
  hcaParts({
    name: "mlx5_4",
    at: subfunction,
    uverbs: 2,
    attributes: { ...connectX5, node_guid: "0a00:0003:0000:0058" },
    ports: [{ netdev: "enp3s0f0s88", umad: 4 }],
  }),
);

const oldCard = "pci0000:80/0000:80:03.0/0000:82:00.0";

/** A ConnectX-3: one function and one device with two ports, the second of which is down. */
export const connectX3Host = together(
  managerParts,
  adapterParts(oldCard, { driver: "mlx4_core", files: { device: "0x1003\n", numa_node: "1\n" } }),
  interfaceParts("ens1", `/sys/devices/${oldCard}`, { address: "f4:52:14:00:00:01" }),
  interfaceParts("ens1d1", `/sys/devices/${oldCard}`, { address: "f4:52:14:00:00:02", dev_id: "0x1" }),
  hcaParts({
    name: "mlx4_0",
    at: `/sys/devices/${oldCard}`,
    uverbs: 0,
    attributes: { hca_type: "MT4099", fw_ver: "2.42.5000", node_guid: "f452:1403:0000:0001" },
    ports: [
      { umad: 0, issm: 0, attributes: { rate: "40 Gb/sec (4X QDR)" } },
      { umad: 1, issm: 1, attributes: { state: "1: DOWN", rate: "10 Gb/sec (1X QDR)" } },
    ],
  }),
);

const infiniBandCard = "pci0000:3a/0000:3a:00.0/0000:3b:00.0";

/** An adapter of InfiniBand that udev has renamed; its interface is known by the GUID of its port alone. */
export const infiniBandHost = together(
  managerParts,
  adapterParts(infiniBandCard, { files: { device: "0x101b\n", class: "0x020700\n" } }),
  interfaceParts("ibs1", `/sys/devices/${infiniBandCard}`, {
    type: "32",
    address: "00:00:10:49:fe:80:00:00:00:00:00:00:0c:42:a1:03:00:d1:3a:54",
  }),
  interfaceParts("ibs1.8001", `/sys/devices/${infiniBandCard}`, {
    type: "32",
    parent: "ibs1",
    address: "00:00:10:4a:fe:80:00:00:00:00:00:00:0c:42:a1:03:00:d1:3a:54",
  }),
  hcaParts({
    name: "ibp59s0",
    at: `/sys/devices/${infiniBandCard}`,
    uverbs: 2,
    attributes: { hca_type: "MT4123", fw_ver: "20.38.1002", node_guid: "0c42:a103:00d1:3a54" },
    ports: [
      {
        umad: 2,
        issm: 2,
        gid: "fe80:0000:0000:0000:0c42:a103:00d1:3a54",
        attributes: { rate: "200 Gb/sec (4X HDR)", link_layer: "InfiniBand" },
      },
    ],
  }),
);

/** Two functions whose interfaces are a bond, and which have one device together. */
export const bondHost = together(
  managerParts,
  ...[0, 1].map((number) => adapterParts(`${port}/0000:03:00.${number}`)),
  ...[0, 1].map((number) => interfaceParts(`enp3s0f${number}np${number}`, cardFunction(number))),
  ...[0, 1].map((number) => ({ directories: [`${cardFunction(number)}/net/enp3s0f${number}np${number}/upper_bond0`] })),
  interfaceParts("bond0", "/sys/devices/virtual", { "bonding/mode": "802.3ad 4" }),
  hcaParts({
    name: "mlx5_bond_0",
    at: cardFunction(0),
    uverbs: 0,
    attributes: { ...connectX5, node_guid: "b859:9f03:00c4:2e6a" },
    ports: [{ netdev: "bond0", umad: 0, attributes: { rate: "25 Gb/sec (1X EDR)" } }],
  }),
);

const ethernetCard = "pci0000:00/0000:00:1c.0/0000:01:00.0";

/** Devices in software over one interface: without a parent as kernels have them now, and below its function as before. */
export const softHost = together(
  managerParts,
  adapterParts(ethernetCard, { driver: "e1000e", files: { vendor: "0x8086\n", device: "0x10d3\n" } }),
  interfaceParts("eth0", `/sys/devices/${ethernetCard}`, { address: "52:54:00:12:34:56" }),
  hcaParts({
    name: "rxe0",
    at: "/sys/devices/virtual",
    uverbs: 0,
    attributes: { node_guid: "5054:00ff:fe12:3456", fw_ver: "", parent: "eth0" },
    ports: [{ netdev: "eth0", umad: 0, attributes: { rate: "2.5 Gb/sec (1X SDR)" } }],
  }),
  hcaParts({
    name: "soft",
    at: `/sys/devices/${ethernetCard}`,
    uverbs: 1,
    attributes: { node_guid: "5054:00ff:fe12:3456", parent: "eth0" },
    ports: [{ netdev: "eth0", umad: 1 }],
  }),
  hcaParts({ name: "siw0", at: "/sys/devices/virtual", uverbs: 2, attributes: { node_type: "4: RNIC" } }),
);

const amazonCards = ["pci0000:00/0000:00:06.0", "pci0000:00/0000:00:07.0"];

/** Two adapters of Amazon's, which have no interface and no connection manager. */
export const efaHost = together(
  managerParts,
  ...amazonCards.map((path) =>
    adapterParts(path, { driver: "efa", files: { vendor: "0x1d0f\n", device: "0xefa2\n", numa_node: "-1\n" } }),
  ),
  ...amazonCards.map((path, index) =>
    hcaParts({
      name: `efa_${index}`,
      at: `/sys/devices/${path}`,
      uverbs: index,
      attributes: { node_type: "7: <unknown>", node_guid: `0000:0000:0000:000${index + 1}`, fw_ver: "0.0.0.0" },
      ports: [{ attributes: { link_layer: "Unknown" } }],
    }),
  ),
);

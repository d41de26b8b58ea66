import { describe, expect, it } from "vitest";
import { type FakeHostParts, together } from "../../host/fake-host.ts";
import { attributesAt } from "../sysfs-parts.ts";
import { generate } from "./generate-rdma.ts";
import { adapterParts, hcaParts, interfaceParts, managerParts } from "./hca-parts.ts";
import { bondHost, cardFunction, connectX3Host, infiniBandHost, softHost } from "./rdma-hosts.ts";

const at = cardFunction(0);
const port = `${at}/infiniband/mlx5_0/ports/1`;

/** A device with interfaces, and the first of its port's addresses. */
function hostOf(interfaces: readonly FakeHostParts[], addresses: readonly string[] = []): FakeHostParts {
  return together(
    managerParts,
    adapterParts(at.slice("/sys/devices/".length)),
    hcaParts({ name: "mlx5_0", at, uverbs: 0 }),
    ...interfaces,
    { files: Object.fromEntries(addresses.map((text, index) => [`${port}/gid_attrs/ndevs/${index}`, `${text}\n`])) },
  );
}

function netdevOf(parts: FakeHostParts, name = "mlx5_0"): string | undefined {
  return generate(parts).deviceOf(name)?.annotations?.["netdev"];
}

describe("the network interface of a port", () => {
  const [own, vlan] = [interfaceParts("ens1", at), interfaceParts("vlan5", "/sys/devices/virtual")];

  it.each([
    ["is that of its addresses", hostOf([own, interfaceParts("ens2", at)], ["ens2"]), "ens2"],
    ["is the device's own before a VLAN on it", hostOf([own, vlan], ["vlan5", "ens1"]), "ens1"],
    ["is the only one of the device where no address has one", hostOf([own], ["", ""]), "ens1"],
    [
      "is the one of its number where there are several",
      hostOf([own, interfaceParts("ens2", at, { dev_port: "1" })]),
      "ens1",
    ],
    ["is not known where several have its number", hostOf([own, interfaceParts("ens2", at)]), undefined],
    ["is none where the host does not have it", hostOf([], ["eth0"]), undefined],
    ["is no other one where the host does not have that of its addresses", hostOf([own], ["eth0"]), undefined],
    ["is none where its name is none", hostOf([], ["../../ens1", "a b", ".."]), undefined],
    [
      "is not the one that stands for another function",
      hostOf([own, interfaceParts("ens1pf0vf0", at, { phys_port_name: "pf0vf0" })], ["ens1pf0vf0"]),
      "ens1",
    ],
    [
      "of a card's first port is not that of a function behind its switch",
      hostOf([interfaceParts("ens1pf0sf88", at, { phys_port_name: "c1pf0sf88" })], ["ens1pf0sf88"]),
      undefined,
    ],
  ])("%s", (_, parts, netdev) => {
    expect(netdevOf(parts)).toBe(netdev);
  });

  it("is a bond, of which the device has one port", () => {
    expect(netdevOf(bondHost, "mlx5_bond_0")).toBe("bond0");
  });

  it("is on InfiniBand the one with its GUID, and not one for a partition", () => {
    expect(netdevOf(infiniBandHost, "ibp59s0")).toBe("ibs1");
  });

  it("is told by old drivers in another file", () => {
    expect(generate(connectX3Host).deviceOf("mlx4_0")?.annotations?.["rdma.dev/netdevs"]).toBe("ens1,ens1d1");
  });
});

describe("--net-devices", () => {
  const move = { "net-devices": ["true"] };

  it("moves nothing unless it is asked for", () => {
    expect(JSON.stringify(generate(connectX3Host).spec)).not.toContain("netDevices");
  });

  it("moves the interfaces of all ports, under their own names", () => {
    const { spec, problems } = generate(connectX3Host, move);
    expect(spec?.cdiVersion).toBe("1.1.0");
    expect(spec?.containerEdits?.netDevices).toEqual([
      { hostInterfaceName: "ens1", name: "ens1" },
      { hostInterfaceName: "ens1d1", name: "ens1d1" },
    ]);
    expect(problems).toEqual([]);
  });

  it.each([
    ["a part of another", "master", "the interface that it is a part of"],
    ["below a VLAN", "upper_ens1.5", "ens1.5"],
  ])("tells of one that is %s", (_, entry, user) => {
    const parts = hostOf([interfaceParts("ens1", at), { directories: [`${at}/net/ens1/${entry}`] }]);
    const { spec, problems } = generate(parts, move);
    expect(spec?.devices[0]?.containerEdits.netDevices ?? spec?.containerEdits?.netDevices).toHaveLength(1);
    expect(problems).toMatchObject([
      { code: "device-in-use", message: expect.stringContaining(user), path: "/sys/class/net/ens1" },
    ]);
  });

  it("leaves a bond, which cannot be moved", () => {
    const { spec, problems } = generate(bondHost, move);
    expect(JSON.stringify(spec)).not.toContain("netDevices");
    expect(problems).toMatchObject([{ code: "odd-device", message: expect.stringMatching(/bond0.*is a bond/) }]);
  });

  it("leaves the interface of a device in software, which would end", () => {
    const { spec, problems } = generate(softHost, move);
    expect(JSON.stringify(spec)).not.toContain("netDevices");
    expect(problems.map(({ code }) => code)).toEqual(["odd-device", "odd-device"]);
  });

  it("leaves devices without interfaces as they are", () => {
    expect(generate(hostOf([]), move)).toMatchObject({ problems: [], names: ["0000:03:00.0", "all", "mlx5_0"] });
  });
});

it("says nothing in common of ports that differ", () => {
  const second = `${connectX3Host.links?.["/sys/class/infiniband/mlx4_0"]}/ports/2`;
  const parts = together(connectX3Host, {
    files: attributesAt(second, { link_layer: "InfiniBand", state: "4: ACTIVE", rate: "56 Gb/sec (4X FDR)" }),
  });
  const annotations = generate(parts).deviceOf("mlx4_0")?.annotations;
  expect(annotations).not.toHaveProperty("linkLayer");
  expect(annotations).toMatchObject({ rateMbps: "56000", "rdma.dev/port-state": "ACTIVE,ACTIVE" });
});

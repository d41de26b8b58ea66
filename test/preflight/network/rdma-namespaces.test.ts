import { describe, expect, it } from "vitest";
import { rdmaNamespaces } from "../../../src/preflight/network/rdma-namespaces.ts";
import { hcaParts } from "../../generators/rdma/hca-parts.ts";
import { together } from "../../host/fake-host.ts";
import { interfaceParts, type NetworkCase, saysOf } from "./network-of.ts";

const at = "/sys/devices/pci0000:00/0000:00:05.0";
const roce = together(
  hcaParts({ name: "mlx5_0", at, uverbs: 0, ports: [{ netdev: "eth5" }] }),
  interfaceParts({ name: "eth5", at }),
);
const mode = (text: string) => ({ files: { "/sys/module/ib_core/parameters/netns_mode": `${text}\n` } });
const nodes = ["/dev/infiniband/uverbs0"];
const moved = { eth5: "eth5" };
const says = (given: NetworkCase) => saysOf(rdmaNamespaces, { nodes, ...given });

describe("an RDMA device in a container with a network namespace of its own", () => {
  const shared = together(roce, mode("Y"));
  const exclusive = together(roce, mode("N"));

  it("works with its interface where namespaces share devices", () => {
    expect(says({ host: shared, moved })).toEqual([]);
  });

  it("is of no concern without a container, in the host's namespace, or without verbs", () => {
    for (const host of [exclusive, shared]) {
      expect(says({ host, namespace: false })).toEqual([]);
      expect(says({ host, namespace: "of the host" })).toEqual([]);
      expect(says({ host, nodes: ["/dev/infiniband/rdma_cm"] })).toEqual([]);
    }
  });

  it("cannot be opened where each belongs to one namespace, its interface moved or not", () => {
    const expected = [
      "warning rdma-not-moved: The container cannot open /dev/infiniband/uverbs0, which fails with EPERM (operation not permitted): the RDMA device mlx5_0 is in the network namespace of the host, and belongs to that alone (netns_mode N) -> Run rdma dev set mlx5_0 netns NAME for the container's namespace before it starts, as the CNI plugin rdma does, or rdma system set netns shared while there is no other namespace",
    ];
    expect(says({ host: exclusive, moved })).toEqual(expected);
    expect(says({ host: exclusive })).toEqual(expected);
    expect(says({ host: exclusive, namespace: { path: "/run/netns/pod" } })).toEqual(expected);
  });

  it("may be in the container's namespace already", () => {
    expect(says({ host: mode("N") })).toEqual([
      "info unknown: Cannot tell whether the container may open /dev/infiniband/uverbs0: RDMA devices belong to one network namespace each (netns_mode N), and this one is not in the host's -> Run rdma dev show in the container's network namespace",
    ]);
  });

  it("is hardly found by address where its interface stays on the host", () => {
    expect(says({ host: shared })).toEqual([
      "warning rdma-interface-apart: Programs that find RDMA peers by address may not find mlx5_0 in the container: its network interface eth5 stays on the host, and the container gets a network namespace of its own -> Add eth5 to netDevices of the device, give the container a macvlan of it, or the host's network",
    ]);
    expect(says({ host: shared, namespace: { path: "/run/netns/pod" } })).toEqual([]);
  });

  it("in software has the interface of its addresses", () => {
    const soft = { name: "rxe0", at: "/sys/devices/virtual", uverbs: 0, ports: [{ netdev: "eth5" }] };
    const host = together(hcaParts(soft), interfaceParts({ name: "eth5", at }), mode("Y"));
    expect(says({ host })[0]).toContain("may not find rxe0 in the container: its network interface eth5 stays");
    expect(says({ host, moved })).toEqual([]);
  });

  it("needs no interface on InfiniBand", () => {
    const ports = [{ attributes: { link_layer: "InfiniBand" } }];
    const host = together(
      hcaParts({ name: "mlx5_0", at, uverbs: 0, ports }),
      interfaceParts({ name: "ib0", at }),
      mode("Y"),
    );
    expect(says({ host })).toEqual([]);
  });

  it("is unknown where the kernel does not say, which matters where its interface moves", () => {
    expect(says({ host: roce, moved })).toEqual([
      "info unknown: Cannot tell whether the container may open /dev/infiniband/uverbs0: /sys/module/ib_core/parameters/netns_mode, which says whether RDMA devices belong to one network namespace each, cannot be read -> Run rdma system show on the host",
    ]);
    expect(says({ host: roce })).toEqual([]);
  });

  it("is shared by kernels that have no such mode", () => {
    const older = together(roce, { directories: ["/sys/module/ib_core/parameters"] });
    expect(says({ host: older, moved })).toEqual([]);
    expect(says({ host: older })).toHaveLength(1);
  });
});

import { describe, expect, it } from "vitest";
import { rdma } from "../../../src/generators/rdma/rdma.ts";
import { HostTree } from "../../../src/host/host-tree.ts";
import { type FakeHostParts, fakeHost, together } from "../../host/fake-host.ts";
import { expectGolden } from "../expect-golden.ts";
import { generate, generateAt, placesOf } from "./generate-rdma.ts";
import { gpuServerParts } from "./gpu-server.ts";
import { hcaParts, interfaceParts, managerParts } from "./hca-parts.ts";
import {
  bondHost,
  cardFunction,
  connectX3Host,
  connectXRoceHost,
  efaHost,
  infiniBandHost,
  plainHost,
  softHost,
} from "./rdma-hosts.ts";

describe("generate rdma", () => {
  it.each([
    ["connectx-roce", connectXRoceHost, {}],
    ["connectx3", connectX3Host, { access: ["mad"] }],
    ["infiniband", infiniBandHost, {}],
    ["infiniband-sm", infiniBandHost, { access: ["sm"], "net-devices": ["true"] }],
    ["bond", bondHost, {}],
    ["soft", softHost, {}],
    ["efa", efaHost, {}],
    ["pairing", gpuServerParts(), {}],
  ])("writes the golden spec of the host %s, of which validate says nothing", async (name, parts, values) => {
    const { spec } = generate(parts, values);
    await expectGolden(`rdma-${name}`, spec);
  });

  it("joins nodes to devices by what sysfs says, not by numbers", () => {
    const { nodesOf } = generate(connectXRoceHost);
    expect(nodesOf("mlx5_2")).toEqual(["rdma_cm", "uverbs7"]);
    expect(nodesOf("mlx5_4")).toEqual(["rdma_cm", "uverbs2"]);
  });

  it("has a device that stands for all, which those of virtual machines are not a part of", () => {
    const { nodesOf, names } = generate(connectXRoceHost);
    expect(nodesOf("all")).toEqual(["rdma_cm", "uverbs0", "uverbs1", "uverbs2", "uverbs7"]);
    expect(names.filter((name) => name.includes("03:00.3"))).toEqual([]);
  });

  it("puts the nodes of a tree within the machine's where the machine has them", () => {
    const parts = together(plainHost, { nodes: { "/host/dev/infiniband/uverbs0": "c 231:192 0666" } });
    const { host, root, nodes } = fakeHost(parts);
    const devices = new HostTree(`${root}/host`, {
      lookUp: (path) =>
        nodes.has(path.slice(root.length))
          ? { type: "c", major: 231, minor: 192, fileMode: 0o666 }
          : { missing: "no such file or directory" },
    });
    const { spec } = rdma.generate({ ...placesOf(host), devices }, { hooks: "auto", values: new Map() });
    expect(spec?.devices[0]?.containerEdits.deviceNodes).toEqual([
      { path: "/dev/infiniband/uverbs0", hostPath: "/host/dev/infiniband/uverbs0", permissions: "rw" },
    ]);
  });

  it("gives access to nodes that a group may use, with the group", () => {
    const parts = together(plainHost, { nodes: { "/dev/infiniband/uverbs0": "c 231:192 0660 27" } });
    expect(generate(parts).deviceOf("mlx5_0")?.containerEdits).toMatchObject({
      deviceNodes: expect.arrayContaining([{ path: "/dev/infiniband/uverbs0", permissions: "rw", gid: 27 }]),
    });
    expect(generate(parts).spec?.containerEdits?.additionalGids).toEqual([27]);
  });
});

describe("a level of access", () => {
  it.each([
    ["verbs", ["rdma_cm", "uverbs0"]],
    ["mad", ["rdma_cm", "umad0", "umad1", "uverbs0"]],
    ["sm", ["issm0", "issm1", "rdma_cm", "umad0", "umad1", "uverbs0"]],
  ])("%s comes with these nodes of all ports", (access, nodes) => {
    const { nodesOf, problems } = generate(connectX3Host, { access: [access] });
    expect({ nodes: nodesOf("mlx4_0"), problems }).toEqual({ nodes, problems: [] });
  });

  it("for management datagrams has the connection manager of old kernels too", () => {
    const directory = "/sys/devices/virtual/infiniband_cm/ucm0";
    const parts = together(plainHost, {
      files: { [`${directory}/ibdev`]: "mlx5_0\n", [`${directory}/dev`]: "231:224\n" },
      links: { "/sys/class/infiniband_cm/ucm0": directory },
      nodes: { "/dev/infiniband/ucm0": "c 231:224 0666" },
    });
    expect(generate(parts).nodesOf("mlx5_0")).not.toContain("ucm0");
    expect(generate(parts, { access: ["mad"] }).nodesOf("mlx5_0")).toContain("ucm0");
  });

  it("that there is not is told, and there is no spec", () => {
    const { spec, messages } = generate(plainHost, { access: ["root"] });
    expect(spec).toBeUndefined();
    expect(messages).toEqual(["There is no access root; levels are verbs, mad, sm"]);
  });

  it("misses the nodes that a protocol has, and no others", () => {
    const without = { ...plainHost, links: onlyLinks(plainHost, (path) => !path.includes("infiniband_mad")) };
    expect(generate(without, { access: ["mad"] }).messages).toEqual([
      "Left out a node of RDMA device mlx5_0: it has no umad node; the kernel module ib_umad makes it",
    ]);
    expect(generate(without).problems).toEqual([]);
    expect(generate(efaHost, { access: ["sm"] }).problems).toEqual([]);
    expect(generate(softHost, { access: ["sm"] }).problems).toEqual([]);
  });
});

function onlyLinks({ links = {} }: FakeHostParts, isKept: (path: string) => boolean): Record<string, string> {
  return Object.fromEntries(Object.entries(links).filter(([path]) => isKept(path)));
}

describe("the connection manager", () => {
  it("is left out where it is not there, with a problem, and devices stay", () => {
    const { files, links, nodes } = plainHost;
    const gone = (path: string): boolean => !path.includes("rdma_cm");
    const filesLeft = Object.fromEntries(Object.entries(files ?? {}).filter(([path]) => gone(path)));
    const nodesLeft = Object.fromEntries(Object.entries(nodes ?? {}).filter(([path]) => gone(path)));
    const { nodesOf, problems } = generate({ files: filesLeft, links: links ?? {}, nodes: nodesLeft });
    expect(nodesOf("mlx5_0")).toEqual(["uverbs0"]);
    const message = expect.stringContaining("rdma_ucm");
    expect(problems).toEqual([{ code: "odd-device", severity: "warning", message, path: "/dev/infiniband/rdma_cm" }]);
  });

  it("goes to no device that has no use for it", () => {
    expect(generate(efaHost).nodesOf("efa_0")).toEqual(["uverbs0"]);
    const parts = together(efaHost, plainHost, hcaParts({ name: "efa_2", at: "/sys/devices/virtual" }));
    expect(generate(parts).nodesOf("mlx5_0")).toContain("rdma_cm");
  });
});

describe("the names of RDMA devices", () => {
  it("are the kernel's, the PCI address and the interface; of a subfunction also those of its part", () => {
    expect(generate(connectXRoceHost).names).toEqual([
      "0000:03:00.0",
      "0000:03:00.0_sf88",
      "0000:03:00.1",
      "0000:03:00.2",
      "all",
      "enp3s0f0np0",
      "enp3s0f0s88",
      "enp3s0f0v0",
      "enp3s0f1np1",
      "mlx5_0",
      "mlx5_1",
      "mlx5_2",
      "mlx5_4",
      "mlx5_core.sf.4",
    ]);
  });

  it("of a device with two ports are those of both interfaces", () => {
    expect(generate(connectX3Host).names).toEqual(["0000:82:00.0", "all", "ens1", "ens1d1", "mlx4_0"]);
  });

  it("of devices over one interface do not have the interface's, nor the address of what is no RDMA adapter", () => {
    expect(generate(softHost).names).toEqual(["all", "rxe0", "siw0", "soft"]);
  });

  it.each([
    ["by its name", "siw_eth0", "node1 siw_eth0"],
    ["by what its driver says of it", "over-eth0", "Software iWARP stack"],
  ])("are none of the function below which an older kernel has a device in software, known %s", (_, name, text) => {
    const attributes = { node_type: "4: RNIC", node_desc: text };
    const { names, deviceOf } = generate(
      together(plainHost, hcaParts({ name, at: cardFunction(0), uverbs: 9, attributes })),
    );
    expect(names).toEqual(["0000:03:00.0", "all", "enp3s0f0np0", "mlx5_0", name].sort());
    expect(deviceOf(name)?.annotations).not.toHaveProperty("pciBusId");
  });

  it("are the address of the function only where it has one device", () => {
    const second = hcaParts({ name: "mlx5_9", at: cardFunction(0), uverbs: 9, ports: [{ netdev: "enp3s0f9" }] });
    expect(generate(together(plainHost, second)).names).toEqual(["all", "enp3s0f0np0", "mlx5_0", "mlx5_9"]);
  });

  it("are the kernel's before they are those of another one's interface", () => {
    const renamed = hcaParts({ name: "enp3s0f0np0", at: "/sys/devices/virtual", uverbs: 9 });
    const { names, deviceOf } = generate(together(plainHost, renamed));
    expect(names).toEqual(["0000:03:00.0", "all", "enp3s0f0np0", "mlx5_0"]);
    expect(deviceOf("enp3s0f0np0")?.annotations).toMatchObject({ rdmaDevice: "enp3s0f0np0" });
  });

  it("are never that of all devices together", () => {
    const { names, messages, nodesOf } = generate(
      together(plainHost, hcaParts({ name: "all", at: "/sys/devices/virtual", uverbs: 9 })),
    );
    expect(names).toEqual(["0000:03:00.0", "all", "enp3s0f0np0", "mlx5_0"]);
    expect(nodesOf("all")).toEqual(["rdma_cm", "uverbs0"]);
    expect(messages).toEqual(['Left out RDMA device "all": no name that CDI allows is its alone']);
  });

  it("are not told apart by what CDI forbids", () => {
    const parts = together(
      plainHost,
      ...["a b", "a=b", "é", "_x@y_"].map((name, index) =>
        hcaParts({ name, at: "/sys/devices/virtual", uverbs: 10 + index }),
      ),
    );
    const { names, problems } = generate(parts);
    expect(names).toEqual(["0000:03:00.0", "all", "enp3s0f0np0", "mlx5_0", "x_y"]);
    expect(problems).toHaveLength(3);
  });

  it.each([
    ["mlx5_0", false],
    ["rocep3s0f0", true],
    ["ibs2f1", true],
    ["rocex525400c0fe123455", true],
    ["bnxt_re0", false],
  ])("say of %s whether it stays: %s", (name, isStable) => {
    const parts = together(
      managerParts,
      hcaParts({ name, at: cardFunction(0), uverbs: 0 }),
      interfaceParts("eth0", cardFunction(0)),
    );
    const { deviceOf } = generate(parts);
    expect(deviceOf(name)?.annotations?.["rdma.dev/stable-name"]).toBe(isStable ? undefined : "false");
    expect(deviceOf("0000:03:00.0")?.annotations?.["rdma.dev/stable-name"]).toBeUndefined();
    expect(deviceOf("eth0")?.annotations?.["rdma.dev/stable-name"]).toBe("false");
  });
});

it("tells of a virtual function without a GUID, which it keeps", () => {
  const { deviceOf, problems } = generate(connectXRoceHost);
  expect(problems).toMatchObject([{ code: "odd-device", message: expect.stringMatching(/mlx5_2 has no GUID/) }]);
  expect(deviceOf("mlx5_2")?.annotations).not.toHaveProperty("rdma.dev/node-guid");
  expect(deviceOf("mlx5_2")?.annotations).toMatchObject({ isVf: "true", vfIndex: "0" });
});

it("says nothing of the rate of a port that is down", () => {
  const { deviceOf } = generate(connectXRoceHost);
  expect(deviceOf("mlx5_1")?.annotations).toMatchObject({ "rdma.dev/port-state": "DOWN" });
  expect(deviceOf("mlx5_1")?.annotations).not.toHaveProperty("rateMbps");
});

describe("rdma does not apply", () => {
  it.each([
    ["to an empty tree", {}, "there is no /sys/class/infiniband"],
    [
      "where sysfs lists nothing",
      { directories: ["/sys/class/infiniband"] },
      "there is no RDMA device in /sys/class/infiniband",
    ],
    ["where no node is there", { ...plainHost, nodes: {} }, "no RDMA device has a device node that can be used"],
  ])("%s, and says why", (_, parts: FakeHostParts, reason) => {
    expect(rdma.detect(placesOf(fakeHost(parts).host))).toEqual({ applies: false, reason });
    expect(generate(parts).spec).toBeUndefined();
  });
});

it("applies to a host with RDMA devices, and names them", () => {
  const { host } = fakeHost(connectXRoceHost);
  expect(rdma.detect(placesOf(host))).toEqual({ applies: true, reason: "mlx5_0, mlx5_1, mlx5_2, mlx5_4" });
  expect(generateAt(host).spec?.kind).toBe("rdma.dev/hca");
});

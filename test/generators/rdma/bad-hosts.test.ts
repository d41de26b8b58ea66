import { describe, expect, it } from "vitest";
import { type FakeHostParts, fakeHost, together } from "../../host/fake-host.ts";
import { writeFiles } from "../../registry/directories.ts";
import { generate, generateAt } from "./generate-rdma.ts";
import { adapterParts, hcaParts, interfaceParts, managerParts } from "./hca-parts.ts";
import { cardFunction, connectX3Host, plainHost } from "./rdma-hosts.ts";
import { WatchedTree } from "./watched-tree.ts";

const own = `${cardFunction(0)}/infiniband/mlx5_0`;
const verbs = `${cardFunction(0)}/infiniband_verbs/uverbs0`;

/** A host with a device that is as it should be, and the one at which things go wrong. */
const bothHosts = together(connectX3Host, {
  ...plainHost,
  files: Object.fromEntries(Object.entries(plainHost.files ?? {}).map(([path, text]) => [renumbered(path), text])),
  links: Object.fromEntries(
    Object.entries(plainHost.links ?? {}).map(([path, to]) => [renumbered(path), renumbered(to)]),
  ),
  nodes: {},
});

function renumbered(path: string): string {
  return path.replace(/(uverbs|umad|issm)0/, "$15");
}

function changed(files: Readonly<Record<string, string>>): FakeHostParts {
  return together(plainHost, { files });
}

function without(parts: FakeHostParts, gone: RegExp): FakeHostParts {
  const kept = (entries: Readonly<Record<string, string>> = {}): Record<string, string> =>
    Object.fromEntries(Object.entries(entries).filter(([path]) => !gone.test(path)));
  return { ...parts, files: kept(parts.files), links: kept(parts.links), nodes: kept(parts.nodes) };
}

describe("an RDMA device is left out, and others are not,", () => {
  it.each([
    ["without a node", without(connectX3Host, /^\/dev\/infiniband\/uverbs/), /cannot use .*no such file/],
    ["whose node has another number", together(connectX3Host, node("c 231:199")), /the node of device 231:199/],
    ["whose node is a block device", together(connectX3Host, node("b 231:192")), /no character device/],
    ["without an entry of the verbs", without(connectX3Host, /infiniband_verbs/), /no uverbs node.*ib_uverbs/],
    [
      "whose entry belongs to nothing",
      together(connectX3Host, { files: { [`${oldVerbs()}/ibdev`]: "\n" } }),
      /no uverbs node/,
    ],
  ])("%s", (_, parts, message) => {
    const second = hcaParts({ name: "rxe0", at: "/sys/devices/virtual", uverbs: 9 });
    const { names, messages } = generate(together(parts, second));
    expect(names).toEqual(["all", "rxe0"]);
    expect(messages).toEqual([expect.stringMatching(message)]);
  });

  function node(text: string): FakeHostParts {
    return { nodes: { "/dev/infiniband/uverbs0": text } };
  }

  function oldVerbs(): string {
    return `${connectX3Host.links?.["/sys/class/infiniband_verbs/uverbs0"]}`;
  }

  it("whose link leads in a circle", () => {
    const { names, messages } = generate(together(plainHost, { links: { "/sys/class/infiniband/x": "x" } }));
    expect(names).toContain("mlx5_0");
    expect(messages).toEqual(["Left out RDMA device x: its link leads nowhere"]);
  });
});

it("keeps a device whose node nobody may look at", () => {
  const parts = together(plainHost, { nodes: { "/dev/infiniband/uverbs0": "unseen" } });
  expect(generate(parts).nodesOf("mlx5_0")).toContain("uverbs0");
});

describe("of a device only that is not believed which is", () => {
  const files = [
    "node_type",
    "node_guid",
    "fw_ver",
    "hca_type",
    "ports/1/state",
    "ports/1/rate",
    "ports/1/link_layer",
    "ports/1/gid_attrs/ndevs/0",
  ];

  it.each([
    ["missing", undefined],
    ["empty", ""],
    ["truncated", "1"],
    ["no UTF-8", Buffer.from([0xff, 0xfe, 0x00, 0xc3])],
    ["larger than any file of sysfs", "x".repeat(100_000)],
    ["a number that is none", "999999999999999999999: ".repeat(10)],
    ["a path out of the tree", "../../../etc/passwd\n"],
  ])("%s", (_, text) => {
    for (const file of files) {
      const path = `${own}/${file}`;
      const { host, root } = fakeHost(text === undefined ? without(plainHost, new RegExp(`${file}$`)) : plainHost);
      if (text !== undefined) writeFiles(root, { [path]: text });
      const { names, nodesOf, spec } = generateAt(host);
      expect(names).toEqual(expect.arrayContaining(["0000:03:00.0", "all", "mlx5_0"]));
      expect(nodesOf("mlx5_0")).toContain("uverbs0");
      expect(JSON.stringify(spec?.devices.map((device) => device.containerEdits))).not.toContain("passwd");
      expect(JSON.stringify(spec)).not.toMatch(/x{65}/);
    }
  });

  it.each(files)("a directory: %s", (file) => {
    const parts = together(without(plainHost, new RegExp(`${file}$`)), { directories: [`${own}/${file}`] });
    expect(generate(parts).names).toEqual(["0000:03:00.0", "all", "enp3s0f0np0", "mlx5_0"]);
  });
});

it("knows nothing of the bus of a device without a function", () => {
  const parts = without(plainHost, /0000:03:00\.0\/(?:vendor|device|class|numa_node|driver|subsystem)$/);
  const { deviceOf } = generate(parts);
  expect(deviceOf("0000:03:00.0")?.annotations).toMatchObject({ pciBusId: "0000:03:00.0", rdmaDevice: "mlx5_0" });
  expect(deviceOf("0000:03:00.0")?.annotations).not.toHaveProperty("numaNode");
});

it("takes no node from a path that leads out of /dev", () => {
  const { nodesOf } = generate(changed({ [`${verbs}/uevent`]: "DEVNAME=../../etc/passwd\n" }));
  expect(nodesOf("mlx5_0")).toContain("uverbs0");
});

it("offers a device whose ports cannot be listed, and one without any", () => {
  for (const parts of [without(plainHost, /ports/), changed({ [`${own}/ports/x/state`]: "4: ACTIVE\n" })]) {
    expect(generate(parts).names).toContain("mlx5_0");
  }
});

it("survives a device that vanishes at any moment, and keeps the other one", () => {
  const fake = fakeHost(bothHosts);
  fake.add({ nodes: { "/dev/infiniband/uverbs5": "c 231:192 0666" } });
  const whole = new WatchedTree(fake);
  expect(generateAt(whole).names).toEqual(expect.arrayContaining(["0000:03:00.0", "0000:82:00.0", "mlx4_0", "mlx5_0"]));
  for (let after = 0; after <= whole.asked; after++) {
    const { nodesOf } = generateAt(new WatchedTree(fake, { part: /0000:03:00\.0|mlx5_0|uverbs5|enp3s0f0np0/, after }));
    expect(nodesOf("mlx4_0")).toEqual(["rdma_cm", "uverbs0"]);
    expect(nodesOf("all")).toContain("uverbs0");
  }
});

it("asks twice as much of a host with twice as many virtual functions, and no more", () => {
  const asked = [20, 40].map((count) => {
    const tree = new WatchedTree(fakeHost(virtualFunctions(count)));
    expect(generateAt(tree).names).toHaveLength(3 * count + 1);
    return tree.asked;
  });
  expect(asked[1]).toBeLessThan(2.1 * (asked[0] ?? 0));
});

function virtualFunctions(count: number): FakeHostParts {
  const root = "pci0000:00/0000:00:02.0";
  const addressOf = (index: number): string =>
    `0000:04:${(index >> 3).toString(16).padStart(2, "0")}.${(index & 7).toString()}`;
  const parent = `/sys/devices/${root}/0000:03:00.0`;
  return together(
    managerParts,
    adapterParts(`${root}/0000:03:00.0`),
    ...Array.from({ length: count }, (_, index) => {
      const at = `/sys/devices/${root}/${addressOf(index)}`;
      return together(
        adapterParts(`${root}/${addressOf(index)}`),
        { links: { [`${at}/physfn`]: parent, [`${parent}/virtfn${index}`]: at } },
        interfaceParts(`v${index}`, at),
        hcaParts({ name: `mlx5_${index}`, at, uverbs: index, ports: [{ netdev: `v${index}` }] }),
      );
    }),
  );
}

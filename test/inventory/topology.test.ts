import { expect, it } from "vitest";
import type { DeviceState } from "../../src/inventory/device-state.ts";
import { Inventory } from "../../src/inventory/inventory.ts";
import { topologyLimit, topologyOf } from "../../src/inventory/topology.ts";
import type { DefinedDevice } from "../../src/registry/defined-device.ts";
import { fakeHost, pciFunctionParts } from "../host/fake-host.ts";
import { definedDevices } from "./devices.ts";

it("has each function with its devices, and each pair once", () => {
  const { host, add } = fakeHost();
  const places = [
    "pci0000:00/0000:00:01.0/0000:01:00.0",
    "pci0000:00/0000:00:01.0/0000:01:00.1",
    "pci0000:80/0000:80:01.0",
  ];
  for (const [index, path] of places.entries()) {
    add(pciFunctionParts({ path, files: index < 2 ? { numa_node: "0" } : {} }));
    add({
      links: { [`/sys/dev/char/226:${index}`]: `/sys/devices/${path}` },
      nodes: { [`/dev/${index}`]: `c 226:${index}` },
    });
  }
  const nodes = places.map((_, index) => ({ path: `/dev/${index}` }));
  const devices = definedDevices({
    devices: {
      all: { nodes },
      ...Object.fromEntries(nodes.map((node, index) => [`${2 - index}`, { nodes: [node] }])),
      none: {},
    },
  });
  expect(topologyOf(devices, new Inventory(host))).toEqual({
    functions: [
      {
        pciBusId: "0000:01:00.0",
        numaNode: 0,
        pcieRoot: "pci0000:00",
        devices: ["vendor.com/gpu=2", "vendor.com/gpu=all"].sort((a) => (a.endsWith("2") ? -1 : 1)),
      },
      {
        pciBusId: "0000:01:00.1",
        numaNode: 0,
        pcieRoot: "pci0000:00",
        devices: expect.arrayContaining(["vendor.com/gpu=all", "vendor.com/gpu=1"]),
      },
      {
        pciBusId: "0000:80:01.0",
        pcieRoot: "pci0000:80",
        devices: expect.arrayContaining(["vendor.com/gpu=all", "vendor.com/gpu=0"]),
      },
    ],
    distances: [
      { a: "0000:01:00.0", b: "0000:01:00.1", class: "PIX" },
      { a: "0000:01:00.0", b: "0000:80:01.0", class: "SYS", confidence: "unknown" },
      { a: "0000:01:00.1", b: "0000:80:01.0", class: "SYS", confidence: "unknown" },
    ],
  });
});

it("says so where there are more functions than it compares", () => {
  const names = Array.from({ length: topologyLimit + 1 }, (_, index) => [`${index}`, {}]);
  const devices = definedDevices({ devices: Object.fromEntries(names) });
  const stateOf = ({ device }: DefinedDevice): DeviceState => {
    const pciBusId = `${Number(device).toString(16).padStart(4, "0")}:00:00.0`;
    return {
      health: { status: "healthy" },
      attributes: {},
      hardware: { attributes: {}, functions: [{ pciBusId, bridges: [] }] },
    };
  };
  expect(topologyOf(devices, { stateOf })).toEqual({ tooManyFunctions: topologyLimit + 1 });
  expect(topologyOf(devices.slice(1), { stateOf })).toHaveProperty("distances.length", 32_640);
});

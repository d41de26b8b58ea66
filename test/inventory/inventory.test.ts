import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { HostTree } from "../../src/host/host-tree.ts";
import { noAttributes } from "../../src/inventory/attribute.ts";
import { Inventory, type InventoryView } from "../../src/inventory/inventory.ts";
import { type FakeHost, fakeHost, nvidiaInformation, pciFunctionParts } from "../host/fake-host.ts";
import { definedDevice, definedDevices } from "./devices.ts";

const gpuPath = "pci0000:15/0000:15:01.0/0000:16:00.0";
const link = {
  current_link_speed: "2.5 GT/s",
  current_link_width: "16",
  max_link_speed: "32.0 GT/s",
  max_link_width: "16",
};

function gpuHost(): FakeHost {
  const fake = fakeHost(
    pciFunctionParts({ path: gpuPath, driver: "nvidia", moduleVersion: "580.1", files: { numa_node: "0", ...link } }),
  );
  fake.add(pciFunctionParts({ path: "pci0000:15/0000:15:02.0/0000:17:00.0", files: { numa_node: "0" } }));
  fake.add({
    files: {
      "/proc/driver/nvidia/gpus/0000:16:00.0/information": nvidiaInformation(0),
      "/proc/driver/nvidia/version": "NVRM version: NVIDIA UNIX x86_64 Kernel Module  580.95.05  Tue\n",
    },
    directories: [`/sys/devices/${gpuPath}/drm/card0`, "/sys/class/drm"],
    links: {
      "/sys/dev/char/226:0": `/sys/devices/${gpuPath}/drm/card0`,
      "/sys/dev/char/226:1": "/sys/devices/pci0000:15/0000:15:02.0/0000:17:00.0",
    },
    nodes: {
      "/dev/nvidia0": "c 195:0",
      "/dev/nvidiactl": "c 195:255",
      "/dev/dri/card0": "c 226:0",
      "/dev/dri/card1": "c 226:1",
    },
  });
  return fake;
}

const gpuNodes = [{ path: "/dev/nvidia0" }, { path: "/dev/dri/card0" }];
const common = { nodes: [{ path: "/dev/nvidiactl" }] };

describe("Inventory.stateOf", () => {
  it("has what annotations, sysfs and procfs say, each with its source", () => {
    const device = definedDevice(
      { nodes: gpuNodes, annotations: { memory: "80Gi" } },
      { ...common, annotations: { index: "0" } },
    );
    const { health, attributes, hardware } = new Inventory(gpuHost().host).stateOf(device);
    expect(health).toEqual({ status: "healthy" });
    expect(attributes).toEqual({
      bus: { type: "string", value: "pci", source: "sysfs" },
      driver: { type: "string", value: "nvidia", source: "sysfs" },
      driverVersion: { type: "version", value: "580.95.05", source: "procfs" },
      index: { type: "integer", value: 0, source: "spec-annotation" },
      isVf: { type: "boolean", value: false, source: "sysfs" },
      memoryBytes: { type: "quantity", value: 80 * 2 ** 30, source: "device-annotation" },
      minor: { type: "integer", value: 0, source: "procfs" },
      numaNode: { type: "integer", value: 0, source: "sysfs" },
      pciBusId: { type: "string", value: "0000:16:00.0", source: "sysfs" },
      pciClass: { type: "string", value: "0302", source: "sysfs" },
      pciDeviceId: { type: "string", value: "2330", source: "sysfs" },
      pciVendorId: { type: "string", value: "10de", source: "sysfs" },
      pcieGen: { type: "integer", value: 1, source: "sysfs" },
      pcieMaxGen: { type: "integer", value: 5, source: "sysfs" },
      pcieMaxWidth: { type: "integer", value: 16, source: "sysfs" },
      pcieRoot: { type: "string", value: "pci0000:15", source: "sysfs" },
      pcieWidth: { type: "integer", value: 16, source: "sysfs" },
      productName: { type: "string", value: "NVIDIA H100 80GB HBM3", source: "procfs" },
      uuid: { type: "string", value: "GPU-00000000-1111-2222-3333-444444444444", source: "procfs" },
    });
    expect(hardware?.functions).toEqual([
      { pciBusId: "0000:16:00.0", pcieRoot: "pci0000:15", bridges: ["0000:15:01.0"], numaNode: 0 },
    ]);
  });

  it("has of several functions what they have in common", () => {
    const device = definedDevice({ nodes: [...gpuNodes, { path: "/dev/dri/card1" }] });
    const { attributes, hardware } = new Inventory(gpuHost().host).stateOf(device);
    expect(Object.keys(attributes).sort()).toEqual([
      "bus",
      "isVf",
      "numaNode",
      "pciClass",
      "pciDeviceId",
      "pciVendorId",
      "pcieRoot",
    ]);
    expect(hardware?.functions.map(({ pciBusId }) => pciBusId)).toEqual(["0000:16:00.0", "0000:17:00.0"]);
  });

  it("does not give a part of a GPU the identity of the whole", () => {
    const fake = gpuHost();
    fake.add({ nodes: { "/dev/nvidia-caps/nvidia-cap21": "c 236:21", "/dev/nvidia-caps/nvidia-cap30": "c 236:30" } });
    const inventory = new Inventory(fake.host);
    const [a, b] = ["/dev/nvidia-caps/nvidia-cap21", "/dev/nvidia-caps/nvidia-cap30"].map((path) =>
      inventory.stateOf(definedDevice({ nodes: [{ path: "/dev/nvidia0" }, { path }] })),
    );
    expect(a).toBe(b);
    expect(a?.attributes).not.toHaveProperty("uuid");
    expect(a?.attributes).toMatchObject({
      parentUuid: { value: "GPU-00000000-1111-2222-3333-444444444444", source: "procfs" },
    });
  });

  it("takes the hardware of the spec's nodes only where a device has none", () => {
    const spec = { nodes: [{ path: "/dev/dri/card1" }] };
    const inventory = new Inventory(gpuHost().host);
    expect(inventory.stateOf(definedDevice({}, spec)).attributes["pciBusId"]?.value).toBe("0000:17:00.0");
    expect(inventory.stateOf(definedDevice({ nodes: gpuNodes }, spec)).attributes["pciBusId"]?.value).toBe(
      "0000:16:00.0",
    );
  });

  it("is unhealthy for a node of the device or of its spec", () => {
    const inventory = new Inventory(gpuHost().host);
    const missing = { status: "unhealthy", reason: "missing", detail: "/dev/none: no such file or directory" };
    expect(inventory.stateOf(definedDevice({ nodes: [{ path: "/x", hostPath: "/dev/none" }] })).health).toEqual(
      missing,
    );
    expect(inventory.stateOf(definedDevice({ nodes: gpuNodes }, { nodes: [{ path: "/dev/none" }] })).health).toEqual(
      missing,
    );
    expect(inventory.stateOf(definedDevice({})).health).toEqual({ status: "unknown", reason: "no-device-nodes" });
  });

  it("looks once, and shares what is equal", () => {
    const { host, looks } = gpuHost();
    const inventory = new Inventory(host);
    const [a, b, c] = definedDevices({ devices: { a: { nodes: gpuNodes }, b: { nodes: gpuNodes }, c: {} } });
    if (!a || !b || !c) throw new Error("no devices");
    const state = inventory.stateOf(a);
    expect(inventory.stateOf(a)).toBe(state);
    expect(looks).toEqual(["/dev/nvidia0", "/dev/dri/card0"]);
    expect(inventory.stateOf(b)).toBe(state);
    expect(inventory.stateOf(c).attributes).toBe(noAttributes);
  });

  it("knows /dev/null of this machine, which is no hardware", () => {
    const device = definedDevice({ nodes: [{ path: "/dev/null", type: "c", major: 1, minor: 3 }] });
    expect(new Inventory(new HostTree()).stateOf(device)).toEqual({ health: { status: "healthy" }, attributes: {} });
  });
});

describe("Inventory.recheck", () => {
  it("names the devices that are not as they were, and no others", async () => {
    const fake = gpuHost();
    const inventory = new Inventory(fake.host);
    const devices = definedDevices({
      devices: {
        gpu: { nodes: [{ path: "/dev/nvidia0", type: "c", major: 195 }] },
        other: { nodes: [{ path: "/dev/dri/card1" }] },
        none: {},
        new: {},
      },
    });
    const [gpu, other, none] = devices;
    if (!gpu || !other || !none) throw new Error("no devices");
    const states = [gpu, other, none].map((device) => inventory.stateOf(device));
    expect(await inventory.recheck(devices)).toEqual([]);
    expect([gpu, other, none].map((device) => inventory.stateOf(device))).toEqual(states);
    expect(inventory.stateOf(gpu)).toBe(states[0]);

    fake.nodes.set("/dev/nvidia0", "c 195:7");
    fake.nodes.delete("/dev/dri/card1");
    expect(await inventory.recheck(devices)).toEqual(["vendor.com/gpu=gpu", "vendor.com/gpu=other"]);
    expect(inventory.stateOf(gpu).health).toMatchObject({ status: "unhealthy", reason: "mismatch" });
    expect(inventory.stateOf(other).health).toMatchObject({ status: "unhealthy", reason: "missing" });
    expect(await inventory.recheck(devices)).toEqual([]);

    fake.nodes.set("/dev/nvidia0", "c 195:0");
    fake.nodes.set("/dev/dri/card1", "c 226:1");
    expect(await inventory.recheck(devices)).toEqual(["vendor.com/gpu=gpu", "vendor.com/gpu=other"]);
    expect(inventory.stateOf(other)).toEqual(states[1]);
  });

  it("sees a narrower link and a lost driver, but no speed, and nothing of the link in sleep", async () => {
    const { host, root } = gpuHost();
    const inventory = new Inventory(host);
    const device = definedDevice({ nodes: gpuNodes, annotations: { index: "1" } });
    const before = inventory.stateOf(device);
    const write = (name: string, text: string): void => writeFileSync(join(root, "sys/devices", gpuPath, name), text);

    write("current_link_speed", "32.0 GT/s");
    expect(await inventory.recheck([device])).toEqual([]);
    expect(inventory.stateOf(device)).toBe(before);

    write("current_link_width", "8");
    expect(await inventory.recheck([device])).toEqual([device.name]);
    expect(inventory.stateOf(device)).toMatchObject({
      health: { status: "degraded", reason: "link-width", detail: "0000:16:00.0: x8 of x16 lanes in use" },
      attributes: { pcieWidth: { value: 8 }, index: { value: 1 } },
    });

    rmSync(join(root, "sys/devices", gpuPath, "driver"));
    expect(await inventory.recheck([device])).toEqual([device.name]);
    expect(inventory.stateOf(device).attributes).not.toHaveProperty("driver");
  });

  it("keeps what it knew of a link that sleeps", async () => {
    const fake = gpuHost();
    const inventory = new Inventory(fake.host);
    const device = definedDevice({ nodes: gpuNodes });
    const before = inventory.stateOf(device);
    fake.add({ files: { [`/sys/devices/${gpuPath}/power/runtime_status`]: "suspended\n" } });
    expect(await inventory.recheck([device])).toEqual([]);
    expect(inventory.stateOf(device)).toBe(before);
  });

  it("finds hardware that was not there", async () => {
    const { host, add } = gpuHost();
    const inventory = new Inventory(host);
    const device = definedDevice({ nodes: [{ path: "/dev/uart" }] });
    inventory.stateOf(device);
    add(pciFunctionParts({ path: "pci0000:15/0000:15:03.0" }));
    add({ nodes: { "/dev/uart": "c 4:64" }, links: { "/sys/dev/char/4:64": "/sys/devices/pci0000:15/0000:15:03.0" } });
    expect(await inventory.recheck([device])).toEqual([device.name]);
    expect(inventory.stateOf(device).attributes["pciBusId"]?.value).toBe("0000:15:03.0");
  });

  it("looks at each path once, whatever the number of devices", async () => {
    const { host, looks } = gpuHost();
    const inventory = new Inventory(host);
    const names = Array.from({ length: 100 }, (_, index) => [`${index}`, { nodes: gpuNodes }]);
    await inventory.recheck(definedDevices({ ...common, devices: Object.fromEntries(names) }));
    expect(looks).toEqual(["/dev/nvidia0", "/dev/dri/card0", "/dev/nvidiactl"]);
  });

  it("lets other work go on, and ends when told", async () => {
    const { host } = gpuHost();
    const inventory = new Inventory(host);
    const names = Array.from({ length: 20_000 }, (_, index) => [`${index}`, { nodes: [{ path: `/dev/x${index}` }] }]);
    const devices = definedDevices({ devices: Object.fromEntries(names) });
    let turns = 0;
    const others = setInterval(() => turns++, 0);
    await inventory.recheck(devices, { sliceMs: 1 });
    clearInterval(others);
    expect(turns).toBeGreaterThan(3);
    const stop = new AbortController();
    const pass = inventory.recheck(devices, { sliceMs: 0, signal: stop.signal });
    stop.abort();
    expect(await pass).toEqual([]);
  });

  it("does not take a look by another way for a change", async () => {
    const { host } = gpuHost();
    const inventory = new Inventory(host);
    const [a, b] = definedDevices({ devices: { a: { nodes: gpuNodes }, b: { nodes: gpuNodes } } });
    if (!a || !b) throw new Error("no devices");
    const pass = inventory.recheck([a, a, a], { sliceMs: 0 });
    inventory.stateOf(b);
    await pass;
    expect(await inventory.recheck([a, b])).toEqual([]);
  });
});

describe("Inventory.asOfNow", () => {
  it("knows what was known, whatever later passes find", async () => {
    const { host, nodes } = fakeHost({ nodes: { "/dev/a": "c 1:3", "/dev/b": "c 1:5" } });
    const inventory = new Inventory(host);
    const [a, b, c] = definedDevices({
      devices: { a: { nodes: [{ path: "/dev/a" }] }, b: { nodes: [{ path: "/dev/b" }] }, c: {} },
    });
    if (!a || !b || !c) throw new Error("no devices");
    await inventory.recheck([a, b]);
    const statuses = (view: InventoryView) => [a, b].map((device) => view.stateOf(device).health.status);
    const views = [inventory.asOfNow()];
    for (const path of ["/dev/a", "/dev/b"]) {
      nodes.delete(path);
      expect(await inventory.recheck([a, b, c])).toHaveLength(1);
      views.push(inventory.asOfNow());
    }
    nodes.set("/dev/a", "c 1:3");
    await inventory.recheck([a, b]);
    expect([...views, inventory].map(statuses)).toEqual([
      ["healthy", "healthy"],
      ["unhealthy", "healthy"],
      ["unhealthy", "unhealthy"],
      ["healthy", "unhealthy"],
    ]);
    expect(views[0]?.stateOf(c)).toBe(inventory.stateOf(c));
  });
});

describe("Inventory.carryOver", () => {
  it("keeps what is known of a device that comes as a new object, until the next look", async () => {
    const { host, nodes } = fakeHost({ nodes: { "/dev/a": "c 1:3" } });
    const inventory = new Inventory(host);
    const parts = { devices: { a: { nodes: [{ path: "/dev/a" }] } } };
    const [before] = definedDevices(parts);
    const [now] = definedDevices(parts);
    if (!before || !now) throw new Error("no devices");
    const state = inventory.stateOf(before);
    nodes.delete("/dev/a");
    inventory.carryOver([{ before, now }]);
    expect(inventory.stateOf(now)).toBe(state);
    expect(await inventory.recheck([now])).toEqual([now.name]);
  });

  it("makes nothing up of what nobody has asked for", () => {
    const { host, nodes } = fakeHost({ nodes: { "/dev/a": "c 1:3" } });
    const inventory = new Inventory(host);
    const parts = { devices: { a: { nodes: [{ path: "/dev/a" }] } } };
    const [before] = definedDevices(parts);
    const [now] = definedDevices(parts);
    if (!before || !now) throw new Error("no devices");
    inventory.carryOver([{ before, now }]);
    nodes.delete("/dev/a");
    expect(inventory.stateOf(now).health.status).toBe("unhealthy");
  });
});

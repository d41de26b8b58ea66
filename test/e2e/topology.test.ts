import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Device, Topology } from "../../src/contract/schemas.ts";
import { fakeHost, pciFunctionParts } from "../host/fake-host.ts";
import { onService, spec } from "../http/on-service.ts";

/** With real nodes, which take root: a GPU and a NIC below one switch, and a GPU on another NUMA node. */
function machine(): string {
  const { root, add } = fakeHost();
  const functions = {
    gpu0: { path: "pci0000:00/0000:00:01.0/0000:01:00.0/0000:02:00.0/0000:03:00.0", files: { numa_node: "0" } },
    nic0: { path: "pci0000:00/0000:00:01.0/0000:01:00.0/0000:02:01.0/0000:04:00.0", files: { numa_node: "0" } },
    gpu1: { path: "pci0000:80/0000:80:01.0/0000:81:00.0", files: { numa_node: "1" } },
  };
  for (const [index, [name, parts]] of Object.entries(functions).entries()) {
    add(pciFunctionParts(parts));
    add({ links: { [`/sys/dev/char/226:${index}`]: `/sys/devices/${parts.path}` }, directories: ["/dev"] });
    execFileSync("mknod", [join(root, "dev", name), "c", "226", `${index}`]);
  }
  return root;
}

const node = (name: string) => ({ edits: { deviceNodes: [{ path: `/dev/${name}` }] } });
const files = {
  "gpus.json": spec("v.com/gpu", { "0": node("gpu0"), "1": node("gpu1"), none: {} }),
  "nics.json": spec("v.com/nic", { "0": node("nic0") }),
};

it("topology tells how far the functions behind devices are from each other", async () => {
  const { tell, revision } = await onService(files, { settings: { HOST_ROOT: machine() } });
  const { body } = await tell<Topology>("/v1/topology");
  expect(body).toEqual({
    revision: await revision(),
    functions: [
      { pciBusId: "0000:03:00.0", numaNode: 0, pcieRoot: "pci0000:00", devices: ["v.com/gpu=0"] },
      { pciBusId: "0000:04:00.0", numaNode: 0, pcieRoot: "pci0000:00", devices: ["v.com/nic=0"] },
      { pciBusId: "0000:81:00.0", numaNode: 1, pcieRoot: "pci0000:80", devices: ["v.com/gpu=1"] },
    ],
    distances: [
      { a: "0000:03:00.0", b: "0000:04:00.0", class: "PIX" },
      { a: "0000:03:00.0", b: "0000:81:00.0", class: "SYS" },
      { a: "0000:04:00.0", b: "0000:81:00.0", class: "SYS" },
    ],
  });
  const gpus = await tell<Topology>("/v1/topology?kind=v.com/gpu");
  expect(gpus.body.distances).toHaveLength(1);
  expect((await tell<Topology>("/v1/topology?class=nic&vendor=v.com")).body.functions).toHaveLength(1);
  expect((await tell<Topology>("/v1/topology?vendor=w.com")).body.functions).toEqual([]);
});

it("devices have the attributes that sysfs gives the hardware behind their nodes", async () => {
  const { tell } = await onService(files, { settings: { HOST_ROOT: machine() } });
  const { attributes, health } = (await tell<Device>("/v1/devices/v.com/gpu/1")).body;
  expect(health).toEqual({ status: "healthy" });
  expect(attributes).toMatchObject({
    numaNode: { type: "integer", value: 1, source: "sysfs" },
    pciBusId: { type: "string", value: "0000:81:00.0", source: "sysfs" },
    pcieRoot: { type: "string", value: "pci0000:80", source: "sysfs" },
    pciVendorId: { type: "string", value: "10de", source: "sysfs" },
  });
  const { body } = await tell<{ items: Device[] }>("/v1/devices?attr=numaNode%3D0&attr=pcieRoot%3Dpci0000:00");
  expect(body.items.map(({ name }) => name)).toEqual(["v.com/gpu=0", "v.com/nic=0"]);
});

import { describe, expect, it } from "vitest";
import type { Device, DeviceList, Error as Problem } from "../../../src/contract/schemas.ts";
import { type OnService, onService, spec } from "../on-service.ts";

const gpus = spec("nvidia.com/gpu", {
  "0": { annotations: { memory: "80Gi", driverVersion: "580.95.05", uuid: "GPU-a" } },
  "1": { annotations: { memory: "40Gi", driverVersion: "570.86.10" } },
  all: {},
});
const nics = spec("rdma.org/nic", { "mlx5_0:1": { annotations: { memory: "1Gi" } } });

const files = { "gpus.json": gpus, "nics.json": nics, "cards.json": spec("nvidia.com/card", { "0": {} }) };

async function names({ tell }: OnService, query = ""): Promise<string[]> {
  const { status, body } = await tell<DeviceList>(`/v1/devices${query}`);
  expect([query, status]).toEqual([query, 200]);
  return body.items.map(({ name }) => name);
}

const encoded = (term: string): string => `attr=${encodeURIComponent(term)}`;

describe("the listing of devices", () => {
  it("is in the order of names, each with what is known of it and without its edits", async () => {
    const { tell, dir } = await onService(files);
    const { body, headers } = await tell<DeviceList>("/v1/devices");
    expect(body.items.map(({ name }) => name)).toEqual([
      "nvidia.com/card=0",
      "nvidia.com/gpu=0",
      "nvidia.com/gpu=1",
      "nvidia.com/gpu=all",
      "rdma.org/nic=mlx5_0:1",
    ]);
    const expected: Device = {
      name: "nvidia.com/gpu=1",
      kind: "nvidia.com/gpu",
      vendor: "nvidia.com",
      class: "gpu",
      device: "1",
      spec: { path: `${dir}/gpus.json`, priority: 0, cdiVersion: "0.7.0" },
      annotations: { memory: "40Gi", driverVersion: "570.86.10" },
      attributes: {
        driverVersion: { type: "version", value: "570.86.10", source: "device-annotation" },
        memoryBytes: { type: "quantity", value: 40 * 2 ** 30, source: "device-annotation" },
      },
      health: { status: "unknown", reason: "no-device-nodes" },
    };
    expect(body.items[2]).toEqual(expected);
    expect(body).not.toHaveProperty("continue");
    expect(headers["content-type"]).toBe("application/json; charset=utf-8");
  });

  it("is narrowed down by vendor, class, kind and name, and by all of them", async () => {
    const service = await onService(files);
    expect(await names(service, "?vendor=rdma.org")).toEqual(["rdma.org/nic=mlx5_0:1"]);
    expect(await names(service, "?vendor=nvidia")).toEqual([]);
    expect(await names(service, "?class=card")).toEqual(["nvidia.com/card=0"]);
    expect(await names(service, "?kind=nvidia.com/gpu")).toHaveLength(3);
    expect(await names(service, "?kind=nvidia.com/gp")).toEqual([]);
    expect(await names(service, "?name=nvidia.com/*=0")).toEqual(["nvidia.com/card=0", "nvidia.com/gpu=0"]);
    expect(await names(service, "?name=nvidia.com/gpu=[01]")).toHaveLength(2);
    expect(await names(service, "?name=rdma.org/nic=mlx5_%3F:1")).toHaveLength(1);
    expect(await names(service, "?name=nvidia.com/gpu=0")).toEqual(["nvidia.com/gpu=0"]);
    expect(await names(service, "?vendor=nvidia.com&class=gpu&name=*/*=0")).toEqual(["nvidia.com/gpu=0"]);
    expect(await names(service, "?kind=nvidia.com/gpu&vendor=rdma.org")).toEqual([]);
  });

  it.each([
    ["memory>=40Gi", ["0", "1"]],
    ["memory>42949672960", ["0"]],
    ["memoryBytes=80Gi", ["0"]],
    ["driverVersion>=570.86.9", ["0", "1"]],
    ["driverVersion>=570.100", ["0"]],
    ["driverVersion<580", ["1"]],
    ["driverVersion~570.*", ["1"]],
    ["!memory", ["all"]],
    ["uuid", ["0"]],
    ["uuid!=GPU-a", ["1", "all"]],
    ["uuid in (GPU-a,GPU-b)", ["0"]],
    ["uuid notin (GPU-a)", ["1", "all"]],
  ])("compares %s by the type of the attribute", async (term, devices) => {
    const service = await onService({ "gpus.json": gpus });
    expect(await names(service, `?${encoded(term)}`)).toEqual(devices.map((device) => `nvidia.com/gpu=${device}`));
  });

  it("takes devices that meet every term", async () => {
    const service = await onService(files);
    expect(await names(service, `?${encoded("memory>=1Gi")}&${encoded("memory<80Gi")}`)).toEqual([
      "nvidia.com/gpu=1",
      "rdma.org/nic=mlx5_0:1",
    ]);
  });

  it("warns of an attribute that no device has, once", async () => {
    const { tell } = await onService(files);
    const { body } = await tell<DeviceList>(`/v1/devices?${encoded("colour=red")}&${encoded("uuid")}`);
    expect(body).toMatchObject({ items: [], warnings: ["No device has the attribute colour"] });
    expect((await tell<DeviceList>(`/v1/devices?${encoded("uuid")}`)).body).not.toHaveProperty("warnings");
  });

  it("is narrowed down by health, of one state or another", async () => {
    const service = await onService({
      "a.json": spec("v.com/c", {
        good: { edits: { deviceNodes: [{ path: "/dev/null" }] } },
        gone: { edits: { deviceNodes: [{ path: "/dev/no-such-node" }] } },
        other: { edits: { deviceNodes: [{ path: "/dev/null", type: "c", major: 1, minor: 5 }] } },
        none: {},
      }),
    });
    expect(await names(service, "?health=healthy")).toEqual(["v.com/c=good"]);
    expect(await names(service, "?health=unhealthy")).toEqual(["v.com/c=gone", "v.com/c=other"]);
    expect(await names(service, "?health=unknown&health=healthy")).toEqual(["v.com/c=good", "v.com/c=none"]);
    expect(await names(service, "?health=degraded")).toEqual([]);
    const { body } = await service.tell<DeviceList>("/v1/devices?health=unhealthy");
    expect(body.items.map(({ health }) => health)).toEqual([
      { status: "unhealthy", reason: "missing", detail: "/dev/no-such-node: no such file or directory" },
      { status: "unhealthy", reason: "mismatch", detail: "/dev/null: 1:3 on the host, 1:5 in the spec" },
    ]);
  });

  it("says which parameter is at fault, and where", async () => {
    const { tell } = await onService();
    for (const [query, parameter, offset] of [
      ["?attr=memory%3E%3Dlots", "attr", 8],
      ["?name=[", "name", undefined],
      ["?limit=0", "limit", undefined],
      ["?limit=1001", "limit", undefined],
      ["?limit=many", "limit", undefined],
      ["?limit=1&limit=2", "limit", undefined],
      ["?health=fine", "health.0", undefined],
      ["?vendor=", "vendor", undefined],
      ["?page=2", "page", undefined],
      ["?continue=x", "continue", undefined],
      ["?wait=1s", "wait", undefined],
      ["?since=1", "since", undefined],
      ["?since=a.1&wait=11m", "wait", undefined],
    ] as const) {
      const { status, body, headers } = await tell<Problem>(`/v1/devices${query}`);
      expect([query, status, body.code, body.parameter, body.offset]).toEqual([
        query,
        400,
        "invalid-parameter",
        parameter,
        offset,
      ]);
      expect(headers["content-type"]).toBe("application/problem+json; charset=utf-8");
    }
  });

  it("leaves out what does not resolve", async () => {
    const service = await onService({
      "a.json": spec("v.com/c", { x: {}, y: {} }),
      "b.json": spec("v.com/c", { x: {} }),
      "c.json": "{",
    });
    expect(await names(service)).toEqual(["v.com/c=y"]);
  });
});

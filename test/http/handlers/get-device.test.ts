import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { DeviceDetail, Error as Problem } from "../../../src/contract/schemas.ts";
import { temporaryDirectory, writeOldFiles } from "../../registry/directories.ts";
import { ask } from "../ask.ts";
import { onService, spec } from "../on-service.ts";
import { startService } from "../start-service.ts";
import { bearer, tokenFile } from "../tokens.ts";

const edits = { env: ["A=1"], deviceNodes: [{ path: "/dev/null", permissions: "rw" }] };
const common = { mounts: [{ hostPath: "/usr/lib/x", containerPath: "/x" }] };

describe("one device", () => {
  it("has its edits, those of its spec, and what it overrides", async () => {
    const root = temporaryDirectory();
    writeOldFiles(root, {
      "low/a.json": spec("v.com/c", { d: {} }),
      "high/a.json": spec(
        "v.com/c",
        { d: { edits, annotations: { a: "device" } } },
        { containerEdits: common, annotations: { a: "spec", b: "spec" } },
      ),
    });
    const dirs = [join(root, "low"), join(root, "high")];
    const { socketPath } = await startService({ dirs, epoch: "e" });
    const { text } = await ask(socketPath, "/v1/devices/v.com/c/d");
    const expected: DeviceDetail = {
      revision: "e.1",
      name: "v.com/c=d",
      kind: "v.com/c",
      vendor: "v.com",
      class: "c",
      device: "d",
      spec: { path: join(root, "high/a.json"), priority: 1, cdiVersion: "0.7.0", containerEdits: common },
      annotations: { a: "device" },
      attributes: {
        a: { type: "string", value: "device", source: "device-annotation" },
        b: { type: "string", value: "spec", source: "spec-annotation" },
      },
      health: { status: "healthy" },
      containerEdits: edits,
      shadowed: [{ path: join(root, "low/a.json"), priority: 0, cdiVersion: "0.7.0" }],
    };
    expect(JSON.parse(text)).toEqual(expected);
  });

  it("has no edits for a client that may not see them", async () => {
    const files = { "a.json": spec("v.com/c", { d: { edits } }, { containerEdits: common }) };
    const { tell } = await onService(files, { settings: { TOKEN_FILE: tokenFile() } });
    for (const headers of [bearer("reader"), {}, bearer("reader")]) {
      const { body } = await tell<DeviceDetail>("/v1/devices/v.com/c/d", { headers });
      const mayRead = !("authorization" in headers);
      expect(["containerEdits" in body, "containerEdits" in body.spec]).toEqual([mayRead, mayRead]);
    }
  });

  it.each(["mlx5_0:1", "a.b-c_d", "MIG-1:2.3", "0"])(
    "is found by the name %s, spelt plainly or encoded",
    async (name) => {
      const { tell } = await onService({ "a.json": spec("vendor-x.example.com/my.class", { [name]: {} }) });
      const encoded = Array.from(name, (c) => `%${c.charCodeAt(0).toString(16)}`).join("");
      for (const spelling of [name, encodeURIComponent(name), encoded])
        expect((await tell<DeviceDetail>(`/v1/devices/vendor-x.example.com/my.class/${spelling}`)).body.device).toBe(
          name,
        );
    },
  );

  it("that does not exist is not found, for a reason and with what may have been meant", async () => {
    const { tell, dir, revision } = await onService({
      "a.json": spec("v.com/gpu", { gpu0: {}, gpu1: {} }),
      "b.json": spec("v.com/nic", { x: {} }),
      "c.json": spec("v.com/nic", { x: {} }),
      "d.json": `{"cdiVersion": "0.5.0", "kind": "v.com/bad", "devices": 1}`,
    });
    for (const [path, reason, nearest] of [
      ["v.com/gpu/gpu2", "unknown-device", ["v.com/gpu=gpu0", "v.com/gpu=gpu1"]],
      ["v.com/gup/gpu0", "unknown-class", ["v.com/gpu=gpu0"]],
      ["w.com/gpu/gpu0", "unknown-vendor", ["v.com/gpu=gpu0"]],
      ["v.com/nic/x", "conflict", []],
      ["v.com/bad/x", "invalid-spec", []],
      ["v.com/gpu/a%2Fb", "malformed-name", []],
      ["v.com/gpu/%2E%2E", "malformed-name", []],
      ["v.com%2Fgpu%3D0/x/y", "malformed-name", []],
    ] as const) {
      const { status, body } = await tell<Problem>(`/v1/devices/${path}`);
      expect([path, status, body.code, body.devices?.map((fault) => fault.reason)]).toEqual([
        path,
        404,
        "unknown-device",
        [reason],
      ]);
      expect(body.devices?.[0]?.nearest.slice(0, nearest.length)).toEqual(nearest);
      expect([body.detail, body.revision]).toEqual([body.devices?.[0]?.message, await revision()]);
    }
    expect((await tell<Problem>("/v1/devices/v.com/nic/x")).body.detail).toContain(`${dir}/b.json`);
  });

  it("takes no parameters", async () => {
    const { tell } = await onService({ "a.json": spec("v.com/c", { d: {} }) });
    expect(await tell("/v1/devices/v.com/c/d?edits=1")).toMatchObject({
      status: 400,
      body: { code: "invalid-parameter", parameter: "edits" },
    });
  });

  it("is as its file is now", async () => {
    const { tell, change, dir } = await onService({ "a.json": spec("v.com/c", { d: {} }) });
    const path = "/v1/devices/v.com/c/d";
    expect((await tell<DeviceDetail>(path)).body.containerEdits).toEqual({ env: ["D=d"] });
    await change({ "a.json": spec("v.com/c", { d: { edits } }) });
    expect((await tell<DeviceDetail>(path)).body.containerEdits).toEqual(edits);
    await change({ "b.json": spec("v.com/c", { d: { edits } }) });
    expect((await tell<Problem>(path)).body.devices?.[0]?.reason).toBe("conflict");
    writeFileSync(join(dir, "unrelated.txt"), "");
    await change({ "b.json": spec("v.com/other", { d: {} }) });
    expect((await tell<DeviceDetail>(path)).status).toBe(200);
  });
});

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Device, DeviceList, Error as Problem, ReloadAnswer } from "../../src/contract/schemas.ts";
import { temporaryDirectory, writeOldFiles } from "../registry/directories.ts";
import { until } from "../registry/until.ts";
import { ask } from "./ask.ts";
import { hostWithFifos } from "./host-with-fifos.ts";
import { onService, spec } from "./on-service.ts";
import { startService } from "./start-service.ts";

describe("a service that has not loaded yet", () => {
  it("is alive, not ready, and tells everyone to come back", async () => {
    const dir = temporaryDirectory();
    writeOldFiles(dir, { "a.json": spec("v.com/c", { a: {} }) });
    const { service, socketPath } = await startService({ dirs: [dir], load: false });
    expect(await ask(socketPath, "/healthz")).toMatchObject({ status: 200, text: '{"status":"ok"}' });
    expect((await ask(socketPath, "/openapi.yaml")).status).toBe(200);
    expect((await ask(socketPath, "/metrics")).text).toContain("\ncdi_registry_ready 0\n");
    const questions = [
      ["/readyz"],
      ["/v1/devices"],
      ["/v1/devices?since=e.1&wait=10m"],
      ["/v1/devices/v.com/c/a"],
      ["/v1/specs"],
      ["/v1/problems"],
      ["/v1/node"],
      ["/v1/topology"],
      ["/v1/watch"],
      ["/v1/reload", { method: "POST" }],
      ["/v1/resolve", { body: { devices: ["v.com/c=a"] } }],
      ["/v1/inject", { body: { devices: ["v.com/c=a"], spec: {} } }],
    ] as const;
    for (const [path, question] of questions) {
      const { status, headers, text } = await ask(socketPath, path, question);
      const problem: Problem = JSON.parse(text);
      expect([path, status, problem.code, headers["retry-after"]]).toEqual([path, 503, "not-ready", "1"]);
    }
    await service.load();
    expect(await ask(socketPath, "/readyz")).toMatchObject({ status: 200, text: '{"status":"ready"}' });
    expect((await ask(socketPath, "/v1/devices/v.com/c/a")).status).toBe(200);
    expect((await ask(socketPath, "/metrics")).text).toContain("\ncdi_registry_ready 1\n");
  });

  it("leaves nothing behind when it is stopped while it loads", async () => {
    const dir = temporaryDirectory();
    writeOldFiles(dir, { "a.json": spec("v.com/c", { a: {} }) });
    const { service, socketPath } = await startService({ dirs: [dir], load: false });
    const loading = service.load();
    await service.stop();
    await loading;
    await expect(ask(socketPath, "/readyz")).rejects.toThrow(/ENOENT|ECONNREFUSED/);
  });
});

describe("health", () => {
  const f = { edits: { deviceNodes: [{ path: "/dev/f" }] } };

  it("is known as soon as the service is ready, and looked at again now and then", async () => {
    const { root, add } = hostWithFifos("/dev/other");
    const { tell } = await onService(
      { "a.json": spec("v.com/c", { f }) },
      { settings: { HOST_ROOT: root, HEALTH_INTERVAL: "20ms" } },
    );
    add("/dev/f");
    await until(async () => (await tell<Device>("/v1/devices/v.com/c/f")).body.health.status === "healthy");
  });

  it("is looked at for a device that goes and comes back", async () => {
    const { root, remove } = hostWithFifos("/dev/f");
    const files = { "a.json": spec("v.com/c", { f }) };
    const { tell, change } = await onService(files, { settings: { HOST_ROOT: root } });
    const health = async () => (await tell<Device>("/v1/devices/v.com/c/f")).body.health;
    expect(await health()).toEqual({ status: "healthy" });
    await change({ "a.json": spec("v.com/c", { g: {} }) });
    remove("/dev/f");
    await change(files);
    expect(await health()).toMatchObject({ status: "unhealthy", reason: "missing" });
  });

  it("stays what it was told to be until everyone is told of another", async () => {
    const { root, remove } = hostWithFifos("/dev/f");
    const { tell, change } = await onService({ "a.json": spec("v.com/c", { f }) }, { settings: { HOST_ROOT: root } });
    const health = async () => (await tell<Device>("/v1/devices/v.com/c/f")).body.health;
    expect(await health()).toEqual({ status: "healthy" });
    remove("/dev/f");
    await change({ "a.json": spec("v.com/c", { f, g: {} }) });
    expect(await health()).toEqual({ status: "healthy" });
  });
});

describe("reload", () => {
  it("reads everything again, and is done once that can be seen", async () => {
    const { tell, dir, revision } = await onService({ "a.json": spec("v.com/c", { a: {} }) });
    const before = await revision();
    const same = await tell<ReloadAnswer>("/v1/reload", { method: "POST" });
    expect([same.status, same.body]).toEqual([200, { revision: before }]);
    writeFileSync(join(dir, "b.json"), spec("v.com/c", { b: {} }));
    const { body } = await tell<ReloadAnswer>("/v1/reload", { method: "POST" });
    expect(body.revision).not.toBe(before);
    const listing = await tell<DeviceList>("/v1/devices");
    expect([listing.body.revision, listing.body.items.length]).toEqual([body.revision, 2]);
  });

  it("sees a directory that was not there before", async () => {
    const dir = join(temporaryDirectory(), "later");
    const { socketPath } = await startService({ dirs: [dir] });
    mkdirSync(dir);
    writeFileSync(join(dir, "a.json"), spec("v.com/c", { a: {} }));
    await ask(socketPath, "/v1/reload", { method: "POST" });
    expect((await ask(socketPath, "/v1/devices/v.com/c/a")).status).toBe(200);
  });
});

describe("100,000 devices", () => {
  const files = Object.fromEntries(
    Array.from({ length: 100 }, (_, file) => [
      `${file}.json`,
      spec(
        "v.com/c",
        Object.fromEntries(
          Array.from({ length: 1000 }, (_, index) => [
            `d${file * 1000 + index}`,
            { annotations: { index: `${index}` }, edits: { deviceNodes: [{ path: `/dev/${file}-${index}` }] } },
          ]),
        ),
      ),
    ]),
  );

  it("are listed, filtered, counted and missed without holding up other requests", async () => {
    const { tell, socketPath } = await onService(files);
    const slow = [
      "/v1/devices?health=healthy",
      "/v1/devices?attr=index%3D1000",
      "/v1/topology",
      "/metrics",
      "/v1/devices/v.com/c/e55555",
      `/v1/specs/sha256:${"0".repeat(64)}`,
    ];
    const longest = new Map<string, number>();
    for (const path of slow) {
      let isOver = false;
      const answer = ask(socketPath, path).finally(() => {
        isOver = true;
      });
      do {
        const begun = performance.now();
        await ask(socketPath, "/healthz");
        longest.set(path, Math.max(longest.get(path) ?? 0, performance.now() - begun));
      } while (!isOver);
      expect((await answer).status).toBeLessThan(500);
    }
    expect((await tell<DeviceList>("/v1/devices?limit=1000")).body.items).toHaveLength(1000);
    expect(Math.max(...longest.values())).toBeLessThan(1000);
  });
});

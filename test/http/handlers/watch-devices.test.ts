import { rmSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { DeviceList, Error as Problem } from "../../../src/contract/schemas.ts";
import { temporaryDirectory, writeOldFiles } from "../../registry/directories.ts";
import { until } from "../../registry/until.ts";
import { ask } from "../ask.ts";
import { follow } from "../follow.ts";
import { hostWithFifos } from "../host-with-fifos.ts";
import { onService, spec } from "../on-service.ts";
import { startService } from "../start-service.ts";

const files = { "a.json": spec("v.com/c", { a: {}, b: {} }) };
const otherB = { edits: { env: ["B=2"] } };

describe("watch", () => {
  it("begins with where it begins, and tells each change with its revision", async () => {
    const { socketPath, change, revision } = await onService(files, { epoch: "e" });
    const watch = await follow(socketPath);
    expect(watch.status).toBe(200);
    expect(watch.headers).toMatchObject({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    });
    await change({ "a.json": spec("v.com/c", { b: otherB, c: {} }) });
    expect(await watch.first(4)).toEqual(["bookmark", "removed v.com/c=a", "modified v.com/c=b", "added v.com/c=c"]);
    expect(watch.text()).toBe(
      [
        'id: e.1\nevent: bookmark\ndata: {"revision":"e.1","type":"bookmark"}\n\n',
        'id: e.2\nevent: removed\ndata: {"revision":"e.2","type":"removed","name":"v.com/c=a"}\n\n',
        'id: e.3\nevent: modified\ndata: {"revision":"e.3","type":"modified","name":"v.com/c=b"}\n\n',
        'id: e.4\nevent: added\ndata: {"revision":"e.4","type":"added","name":"v.com/c=c"}\n\n',
      ].join(""),
    );
    expect(await revision()).toBe("e.4");
  });

  it("tells of a revision that touches no device", async () => {
    const { socketPath, change, revision } = await onService(files);
    const watch = await follow(socketPath);
    await change({ "b.json": "{" });
    expect(await watch.first(2)).toEqual(["bookmark", "bookmark"]);
    expect(watch.events()[1]?.id).toBe(await revision());
  });

  it("goes on behind a revision, by Last-Event-ID before since", async () => {
    const { socketPath, change } = await onService(files, { epoch: "e" });
    await change({ "a.json": spec("v.com/c", { b: otherB, c: {} }) });
    const all = ["removed v.com/c=a", "modified v.com/c=b", "added v.com/c=c", "bookmark"];
    for (const [path, headers, expected] of [
      ["/v1/watch?since=e.1", {}, all],
      ["/v1/watch?since=e.2", {}, all.slice(1)],
      ["/v1/watch?since=e.4", {}, all.slice(3)],
      ["/v1/watch", { "last-event-id": "e.3" }, all.slice(2)],
      ["/v1/watch?since=e.1", { "last-event-id": "e.3" }, all.slice(2)],
      ["/v1/watch?since=e.3", { "last-event-id": "" }, all.slice(2)],
    ] as const) {
      const watch = await follow(socketPath, path, headers);
      expect([path, await watch.first(expected.length)]).toEqual([path, expected]);
      expect(watch.events().at(-1)?.id).toBe("e.4");
    }
  });

  it("misses nothing between a listing and the stream that goes on from it", async () => {
    const { socketPath, tell, change } = await onService(files);
    const { body } = await tell<DeviceList>("/v1/devices");
    await change({ "a.json": spec("v.com/c", { a: {} }) });
    const watch = await follow(socketPath, `/v1/watch?since=${body.revision}`);
    await change({ "a.json": spec("v.com/c", { a: {}, z: {} }) });
    expect(await watch.first(3)).toEqual(["removed v.com/c=b", "bookmark", "added v.com/c=z"]);
  });

  it("is refused where the history is gone, or of another run", async () => {
    const { tell, change, revision } = await onService(files, { epoch: "e", settings: { WATCH_HISTORY: "2" } });
    for (let time = 0; time < 4; time++)
      await change({ "a.json": spec("v.com/c", { a: {}, b: { edits: { env: [`B=${time}`] } } }) });
    await change({ "a.json": spec("v.com/c", { a: {}, c: {} }) });
    const now = await revision();
    for (const since of ["e.1", "e.3", "f.7", "e.99"]) {
      const reply = await tell<Problem>(`/v1/watch?since=${since}`);
      expect([since, reply.status, reply.body.code, reply.body.revision]).toEqual([
        since,
        410,
        "revision-expired",
        now,
      ]);
    }
    const header = await tell<Problem>("/v1/watch", { headers: { "last-event-id": "e.1" } });
    expect(header.status).toBe(410);
  });

  it("refuses what is no revision", async () => {
    const { tell } = await onService(files);
    expect((await tell<Problem>("/v1/watch?since=5")).body.parameter).toBe("since");
    const reply = await tell<Problem>("/v1/watch", { headers: { "last-event-id": "x" } });
    expect([reply.status, reply.body.parameter]).toEqual([400, "Last-Event-ID"]);
  });

  it("tells of a change of health, which listings have then", async () => {
    const { root, remove } = hostWithFifos("/dev/f", "/dev/g");
    const node = (path: string) => ({ edits: { deviceNodes: [{ path }] } });
    const { socketPath, tell } = await onService(
      { "a.json": spec("v.com/c", { f: node("/dev/f"), g: node("/dev/g") }) },
      { settings: { HOST_ROOT: root, HEALTH_INTERVAL: "20ms" } },
    );
    const watch = await follow(socketPath);
    await watch.first(1);
    remove("/dev/g");
    expect(await watch.first(2)).toEqual(["bookmark", "modified v.com/c=g"]);
    const { body } = await tell<DeviceList>("/v1/devices?health=unhealthy");
    expect([body.revision, body.items.map(({ device }) => device)]).toEqual([watch.events()[1]?.id, ["g"]]);
  });

  it("tells of a change of health that came together with another reading of the file", async () => {
    const { root, remove } = hostWithFifos("/dev/f");
    const f = { edits: { deviceNodes: [{ path: "/dev/f" }] } };
    const { socketPath, tell, change } = await onService(
      { "a.json": spec("v.com/c", { f }) },
      { settings: { HOST_ROOT: root, HEALTH_INTERVAL: "200ms" } },
    );
    const watch = await follow(socketPath);
    expect((await tell<DeviceList>("/v1/devices?health=healthy")).body.items).toHaveLength(1);
    remove("/dev/f");
    await change({ "a.json": spec("v.com/c", { f, x: {} }) });
    expect([...(await watch.first(3))].sort()).toEqual(["added v.com/c=x", "bookmark", "modified v.com/c=f"]);
  });

  it("has revisions that rise by one, whatever changes at once", async () => {
    const { root, remove, add } = hostWithFifos("/dev/f");
    const f = { edits: { deviceNodes: [{ path: "/dev/f" }] } };
    const { socketPath, change } = await onService(
      { "a.json": spec("v.com/c", { f }) },
      { epoch: "e", settings: { HOST_ROOT: root, HEALTH_INTERVAL: "1ms" } },
    );
    const watch = await follow(socketPath);
    for (let time = 0; time < 10; time++) {
      if (time % 2 === 0) remove("/dev/f");
      else add("/dev/f");
      await change({ [`b${time}.json`]: spec("v.com/d", { [`${time}`]: {} }) });
    }
    await until(() => watch.events().filter(({ event }) => event === "added").length === 10);
    const ids = watch.events().map(({ id }) => id);
    expect(ids).toEqual(ids.map((_, index) => `e.${index + 1}`));
    expect(watch.events().some(({ event }) => event === "modified")).toBe(true);
  });

  it("is kept alive by comments", async () => {
    const { socketPath } = await onService(files, { settings: { WATCH_PING: "20ms" } });
    const watch = await follow(socketPath);
    await until(() => watch.text().includes(": ping\n\n: ping\n\n"));
  });

  it("ends with a reason when the service does", async () => {
    const dir = temporaryDirectory();
    writeOldFiles(dir, files);
    const { service, socketPath } = await startService({ dirs: [dir] });
    const watch = await follow(socketPath);
    await watch.first(1);
    await service.stop();
    await until(watch.hasEnded);
    expect(watch.events().at(-1)).toEqual({ event: "end", data: '{"reason":"shutting-down"}' });
  });

  it("is for so many clients at once, who make room when they leave", async () => {
    const { socketPath, tell } = await onService(files, { settings: { LIMITS_WATCHERS: "2" } });
    const one = await follow(socketPath);
    await follow(socketPath);
    const refused = await tell<Problem>("/v1/watch");
    expect([refused.status, refused.body.code, refused.headers["retry-after"]]).toEqual([
      429,
      "too-many-requests",
      "1",
    ]);
    one.close();
    await until(async () => {
      const again = await follow(socketPath);
      return again.status === 200;
    });
  });

  it("tells of a directory that goes and comes back", async () => {
    const { socketPath, dir } = await onService(files);
    const watch = await follow(socketPath);
    rmSync(dir, { recursive: true });
    expect(await watch.first(3)).toEqual(["bookmark", "removed v.com/c=a", "removed v.com/c=b"]);
    writeOldFiles(dir, files);
    expect((await watch.first(5)).slice(3)).toEqual(["added v.com/c=a", "added v.com/c=b"]);
    expect((await ask(socketPath, "/v1/devices/v.com/c/a")).status).toBe(200);
  });
});

import { describe, expect, it } from "vitest";
import { specText, temporaryDirectory, writeFiles } from "../../registry/directories.ts";
import { until } from "../../registry/until.ts";
import { ask } from "../ask.ts";
import { startService } from "../start-service.ts";
import { RunningProcess } from "./running-process.ts";
import { plainRequest, Wire } from "./wire.ts";

async function clients(socketPath: string): Promise<string | undefined> {
  return /^cdi_registry_watch_clients (\d+)/m.exec((await ask(socketPath, "/metrics")).text)?.[1];
}

describe("a watcher that stops reading", () => {
  it("is dropped with a reason once too much waits for it, and nobody else is", async () => {
    const dir = temporaryDirectory();
    const socketPath = `${temporaryDirectory()}/cdi.sock`;
    const names = Array.from({ length: 2000 }, (_, index) => `device-with-a-rather-long-name-${index}`);
    const running = await new RunningProcess({ socketPath, dirs: [dir] }).ready();
    const lazy = await Promise.all(Array.from({ length: 20 }, () => Wire.connect(socketPath)));
    for (const wire of lazy) {
      wire.send(plainRequest("/v1/watch"));
      await wire.until("bookmark");
      wire.socket.pause();
    }
    const eager = await Wire.connect(socketPath);
    eager.send(plainRequest("/v1/watch"));
    await eager.until("bookmark");
    const before = running.megabytes;
    let most = before;
    for (let round = 1; round <= 30; round++) {
      writeFiles(dir, { "a.json": specText("v.com/c", names, `round ${round}.`) });
      await until(async () =>
        (await ask(socketPath, `/v1/devices/v.com/c/${names[0]}`)).text.includes(`round ${round}.`),
      );
      most = Math.max(most, running.megabytes);
    }
    await until(async () => (await clients(socketPath)) === "1");
    expect(most - before).toBeLessThan(150);
    expect(eager.isOver).toBe(false);
    const { revision } = JSON.parse((await ask(socketPath, "/v1/node")).text);
    await eager.until(`id: ${revision}\n`);
    expect(running.log).not.toContain('"level":"error"');
  });

  it("reads why, if it reads on in time", async () => {
    const dir = temporaryDirectory();
    const { socketPath } = await startService({ dirs: [dir] });
    const wire = await Wire.connect(socketPath);
    wire.send(plainRequest("/v1/watch"));
    await wire.until("bookmark");
    wire.socket.pause();
    const names = Array.from({ length: 5000 }, (_, index) => `d${index}`);
    for (let round = 1; round <= 4; round++) {
      writeFiles(dir, { "a.json": specText("v.com/c", names, `round ${round}.`) });
      await until(async () => (await ask(socketPath, "/v1/devices/v.com/c/d0")).text.includes(`round ${round}.`));
    }
    wire.socket.resume();
    await wire.until('event: end\ndata: {"reason":"slow-consumer"}\n\n');
  });
});

describe("the limit of watchers", () => {
  it("holds for streams and waiting requests together, and frees places", async () => {
    const { socketPath } = await startService({ dirs: [], epoch: "m0w", settings: { LIMITS_WATCHERS: "2" } });
    const stream = await Wire.connect(socketPath);
    stream.send(plainRequest("/v1/watch"));
    await stream.until("bookmark");
    const waiting = await Wire.connect(socketPath);
    waiting.send(plainRequest("/v1/devices?since=m0w.1&wait=5m"));
    await until(async () => (await clients(socketPath)) === "2");
    for (const path of ["/v1/watch", "/v1/devices?since=m0w.1&wait=5m"]) {
      const { status, headers, text } = await ask(socketPath, path);
      expect([status, headers["retry-after"], JSON.parse(text).code]).toEqual([429, "1", "too-many-requests"]);
    }
    expect((await ask(socketPath, "/v1/devices")).status).toBe(200);
    waiting.destroy();
    await until(async () => (await clients(socketPath)) === "1");
    expect((await ask(socketPath, "/v1/devices?since=m0w.1&wait=1ms")).status).toBe(200);
  });
});

describe("watchers who come back for all that was", () => {
  it("and read nothing are bounded together, and dropped, so that others find a place", async () => {
    const dir = temporaryDirectory();
    const socketPath = `${temporaryDirectory()}/cdi.sock`;
    const running = await new RunningProcess({ socketPath, dirs: [dir], settings: { WATCH_PING: "1s" } }).ready();
    const { revision } = JSON.parse((await ask(socketPath, "/v1/node")).text);
    const names = Array.from({ length: 9000 }, (_, index) => `${"long-name-".repeat(20)}${index}`);
    writeFiles(dir, { "a.json": specText("v.com/c", names) });
    await until(async () => JSON.parse((await ask(socketPath, "/v1/node")).text).counts.devices === names.length);
    const before = running.megabytes;
    const wires = await Promise.all(Array.from({ length: 150 }, () => Wire.connect(socketPath)));
    for (const wire of wires) {
      wire.socket.pause();
      wire.send(plainRequest(`/v1/watch?since=${revision}`));
    }
    await until(async () => (await clients(socketPath)) !== "0");
    await until(async () => (await clients(socketPath)) === "0", 60_000);
    expect(running.megabytes - before).toBeLessThan(300);
    const late = await Wire.connect(socketPath);
    late.send(plainRequest(`/v1/watch?since=${revision}`));
    await late.until("event: bookmark");
  });
});

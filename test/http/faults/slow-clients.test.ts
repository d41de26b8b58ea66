import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { until } from "../../registry/until.ts";
import { ask } from "../ask.ts";
import { startService } from "../start-service.ts";
import { plainRequest, Wire } from "./wire.ts";

const settings = { TIMEOUTS_HEADERS: "300ms", TIMEOUTS_BODY: "600ms", LIMITS_CONCURRENT_REQUESTS: "8" };
const post = "POST /v1/validate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

/** Sends byte after byte, for as long as the other side takes them. */
async function drip(wire: Wire, text: string): Promise<void> {
  for (const byte of text) {
    if (wire.isOver) return;
    wire.send(byte);
    await pause(20);
  }
}

describe("a slow client", () => {
  it.each([
    ["sends its headers byte after byte", plainRequest("/healthz", `X: ${"x".repeat(500)}`)],
    ["sends its body byte after byte", `${post}Content-Length: 500\r\n\r\n${"x".repeat(500)}`],
    ["sends its chunks byte after byte", `${post}Transfer-Encoding: chunked\r\n\r\n${"1\r\nx\r\n".repeat(100)}`],
    ["stops in the middle of a header", "GET /healthz HTTP/1.1\r\nHo"],
    ["stops in the middle of its body", `${post}Content-Length: 500\r\n\r\n{`],
  ])("that %s is answered 408, while others are served", async (_, text) => {
    const { socketPath } = await startService({ dirs: [], settings });
    const slow = await Promise.all(Array.from({ length: 5 }, () => Wire.connect(socketPath)));
    const dripping = slow.map(async (wire) => {
      const [, head = "", rest = ""] = /^(POST.*\r\n\r\n|)(.*)$/s.exec(text) ?? [];
      wire.send(head);
      await drip(wire, rest);
    });
    let served = 0;
    while (slow.some((wire) => !wire.isOver)) {
      expect((await ask(socketPath, "/v1/devices")).status).toBe(200);
      served++;
    }
    expect(served).toBeGreaterThan(3);
    await Promise.all(dripping);
    for (const wire of slow) {
      expect(await wire.rest()).toMatch(/^HTTP\/1.1 408 .*"code":"request-timeout"/s);
    }
  });

  it("that says nothing at all is cut as well", async () => {
    const { socketPath } = await startService({ dirs: [], settings });
    const silent = await Wire.connect(socketPath);
    expect(await silent.rest()).toMatch(/^HTTP\/1.1 408 /);
  });

  it("that keeps its side open afterwards loses its connection", async () => {
    const { service, socketPath } = await startService({ dirs: [], settings });
    const wire = await Wire.connect(socketPath);
    wire.send("GET /hea");
    await wire.rest();
    const connections = () => service.connections;
    await until(() => connections() === 0);
  });

  it("leaves its place to others when it goes", async () => {
    const { service, socketPath } = await startService({ dirs: [], settings: { ...settings, TIMEOUTS_BODY: "20s" } });
    const body = { text: "a" };
    for (let round = 0; round < 3; round++) {
      const slow = await Promise.all(Array.from({ length: 8 }, () => Wire.connect(socketPath)));
      for (const wire of slow) wire.send(`${post}Content-Length: 500\r\n\r\n{`);
      await until(async () => (await ask(socketPath, "/v1/validate", { body })).status === 429);
      for (const wire of slow) wire.destroy();
      await until(async () => (await ask(socketPath, "/v1/validate", { body })).status === 200);
    }
    expect(service.connections).toBeLessThan(20);
  });
});

describe("a client that goes away", () => {
  it("in the middle of a wait is waited for no longer", async () => {
    const { socketPath } = await startService({ dirs: [], epoch: "m0gone" });
    const clients = async () =>
      /^cdi_registry_watch_clients (\d+)/m.exec((await ask(socketPath, "/metrics")).text)?.[1];
    const wires = await Promise.all(Array.from({ length: 10 }, () => Wire.connect(socketPath)));
    for (const [index, wire] of wires.entries())
      wire.send(plainRequest(index % 2 === 0 ? "/v1/watch" : "/v1/devices?since=m0gone.1&wait=5m"));
    await until(async () => (await clients()) === "10");
    for (const [index, wire] of wires.entries()) {
      if (index % 3 === 0) wire.socket.end();
      else wire.destroy();
    }
    await until(async () => (await clients()) === "0");
  });

  it("does not grow what is kept for a connection on which thousands of waits come and go", async () => {
    const warnings: string[] = [];
    const warn = ({ name }: Error) => void warnings.push(name);
    process.on("warning", warn);
    const { socketPath } = await startService({ dirs: [], epoch: "m0gone" });
    const wire = await Wire.connect(socketPath);
    for (let round = 0; round < 50; round++) {
      wire.send(plainRequest("/v1/devices?since=m0gone.1&wait=1ms"));
      expect((await wire.reply())?.status).toBe(200);
    }
    await pause(0);
    process.off("warning", warn);
    expect(warnings).toEqual([]);
  });

  it("before its answer is written costs nothing", async () => {
    const { socketPath } = await startService({ dirs: [] });
    for (let round = 0; round < 200; round++) {
      const wire = await Wire.connect(socketPath);
      wire.send(`${post}Content-Length: 12\r\n\r\n{"text":"a"}`);
      wire.destroy();
    }
    await until(async () => (await ask(socketPath, "/v1/validate", { body: { text: "a" } })).status === 200);
  });
});

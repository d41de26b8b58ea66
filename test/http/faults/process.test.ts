import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { closeSync, existsSync, openSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { specText, temporaryDirectory, writeFiles, writeOldFiles } from "../../registry/directories.ts";
import { until } from "../../registry/until.ts";
import { ask } from "../ask.ts";
import { isReady, type ProcessOptions, RunningProcess } from "./running-process.ts";
import { plainRequest, Wire } from "./wire.ts";

function place(): { readonly socketPath: string; readonly dir: string; readonly dirs: readonly string[] } {
  const root = temporaryDirectory();
  writeOldFiles(root, { "cdi/a.json": specText("v.com/c", ["a"]) });
  return { socketPath: `${root}/cdi.sock`, dir: `${root}/cdi`, dirs: [`${root}/cdi`] };
}

/** A service with one device, in which everything is logged. */
function start(options: ProcessOptions): Promise<RunningProcess> {
  return new RunningProcess({ ...options, settings: { LOG_SAMPLE: "1", ...options.settings } }).ready();
}

async function revisionOf(socketPath: string): Promise<string> {
  return JSON.parse((await ask(socketPath, "/v1/node")).text).revision;
}

describe("a log that cannot be written", () => {
  it("does not stop the service where the disk is full", async () => {
    const { socketPath, dirs } = place();
    const full = openSync("/dev/full", "w");
    const running = await start({ socketPath, dirs, stderr: full });
    closeSync(full);
    for (let count = 0; count < 300; count++) expect((await ask(socketPath, "/v1/devices")).status).toBe(200);
    running.child.kill("SIGTERM");
    expect(await running.ended()).toBe(0);
  });

  it.each(["pipe", "socket"])("does not stop the service where nobody reads the %s, nor its end", async (kind) => {
    const { socketPath, dirs } = place();
    const fifo = `${temporaryDirectory()}/log`;
    execFileSync("mkfifo", [fifo]);
    const ends = kind === "pipe" ? [openSync(fifo, "r+"), openSync(fifo, "w")] : [];
    const running = new RunningProcess({ socketPath, dirs, settings: { LOG_SAMPLE: "1" }, stderr: ends[1] ?? "pipe" });
    running.child.stderr?.pause();
    await running.ready();
    const before = running.megabytes;
    const long = "x".repeat(3000);
    for (let count = 0; count < 3000; count++) await ask(socketPath, `/${long}`);
    expect(running.megabytes - before).toBeLessThan(80);
    running.child.kill("SIGTERM");
    expect(await running.ended()).toBe(0);
    for (const end of ends) closeSync(end);
  });

  it("does not stop the service where its reader has gone", async () => {
    const { socketPath, dirs } = place();
    const running = await start({ socketPath, dirs });
    running.child.stderr?.destroy();
    for (let count = 0; count < 300; count++) expect((await ask(socketPath, "/v1/devices")).status).toBe(200);
    running.child.kill("SIGTERM");
    expect(await running.ended()).toBe(0);
  });

  it("tells how much of it is lost once it can be written again", async () => {
    const { socketPath, dirs } = place();
    const running = await start({ socketPath, dirs });
    running.child.stderr?.pause();
    const long = "x".repeat(3000);
    for (let count = 0; count < 1500; count++) await ask(socketPath, `/${long}`);
    running.child.stderr?.resume();
    await until(async () => {
      await ask(socketPath, "/v1/devices");
      return /"lost":\d+,"msg":"log lines lost"/.test(running.log);
    });
    for (const line of running.log.trim().split("\n").slice(0, -1)) JSON.parse(line);
  });
});

describe("a service that is killed", () => {
  it("leaves a socket that the next one takes over, with another epoch", async () => {
    const { socketPath, dirs } = place();
    const first = await start({ socketPath, dirs });
    const watcher = await Wire.connect(socketPath);
    watcher.send(plainRequest("/v1/watch"));
    await watcher.until("bookmark");
    const before = await revisionOf(socketPath);
    first.child.kill("SIGKILL");
    expect(await first.ended()).toBe("SIGKILL");
    await watcher.rest();
    expect(existsSync(socketPath)).toBe(true);
    await start({ socketPath, dirs });
    const after = await revisionOf(socketPath);
    expect(after.split(".")[0]).not.toBe(before.split(".")[0]);
    const again = await ask(socketPath, "/v1/watch", { headers: { "last-event-id": before } });
    expect([again.status, JSON.parse(again.text)]).toMatchObject([410, { code: "revision-expired", revision: after }]);
    expect(JSON.parse((await ask(socketPath, `/v1/devices?since=${before}&wait=1m`)).text).items).toHaveLength(1);
  });

  it("is not held up by another that has its socket: that one says so and ends", async () => {
    const { socketPath, dirs } = place();
    await start({ socketPath, dirs });
    const second = new RunningProcess({ socketPath, dirs });
    expect(await second.ended()).toBe(1);
    expect(second.log).toBe(`cdictl: Cannot listen on unix:${socketPath}: another server answers on ${socketPath}\n`);
    expect(await isReady(socketPath)).toBe(true);
  });
});

describe("a signal", () => {
  it("to end lets requests end, tells watchers, and takes the socket away", async () => {
    const { socketPath, dirs } = place();
    const running = await start({ socketPath, dirs });
    const [watcher, asking, silent, idle] = await Promise.all([0, 1, 2, 3].map(() => Wire.connect(socketPath)));
    if (!watcher || !asking || !silent || !idle) throw new Error("unreachable");
    watcher.send(plainRequest("/v1/watch"));
    await watcher.until("bookmark");
    idle.send(plainRequest("/healthz"));
    await idle.reply();
    const body = JSON.stringify({ devices: ["v.com/c=a"] });
    asking.send(
      `POST /v1/resolve HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n{`,
    );
    await until(async () => (await ask(socketPath, "/metrics")).status === 200);
    running.child.kill("SIGTERM");
    expect(await watcher.rest()).toMatch(/event: end\ndata: \{"reason":"shutting-down"\}\n\n/);
    expect(await silent.rest()).toBe("");
    await idle.rest();
    expect(running.child.exitCode).toBeNull();
    asking.send(body.slice(1));
    expect(await asking.reply()).toMatchObject({ status: 200 });
    expect(await running.ended()).toBe(0);
    expect(existsSync(socketPath)).toBe(false);
  });

  it("for the second time ends it at once", async () => {
    const { socketPath, dirs } = place();
    const running = await start({ socketPath, dirs, settings: { TIMEOUTS_SHUTDOWN: "10m", TIMEOUTS_BODY: "10m" } });
    const asking = await Wire.connect(socketPath);
    asking.send(
      "POST /v1/resolve HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{",
    );
    await until(async () => (await ask(socketPath, "/healthz")).status === 200);
    running.child.kill("SIGTERM");
    await until(() => running.log.includes('"signalled"'));
    running.child.kill("SIGINT");
    expect(await running.ended()).toBe(0);
    expect(existsSync(socketPath)).toBe(false);
  });

  it("to read the configuration again takes new tokens, and changes nothing where it is broken", async () => {
    const { socketPath, dirs } = place();
    const tokenFile = `${temporaryDirectory()}/tokens`;
    const line = (token: string) => `me read sha256:${createHash("sha256").update(token).digest("hex")}\n`;
    writeFileSync(tokenFile, line("first-secret"));
    const running = await start({ socketPath, dirs, args: ["--token-file", tokenFile] });
    const status = async (token: string) =>
      (await ask(socketPath, "/v1/node", { headers: { authorization: `Bearer ${token}` } })).status;
    expect([await status("first-secret"), await status("second-secret")]).toEqual([200, 401]);
    writeFileSync(tokenFile, line("second-secret"));
    running.child.kill("SIGHUP");
    await until(async () => (await status("second-secret")) === 200);
    expect(await status("first-secret")).toBe(401);
    writeFileSync(tokenFile, "second-secret in the wrong place\n");
    running.child.kill("SIGHUP");
    await until(() => running.log.includes("The configuration is as it was"));
    rmSync(tokenFile);
    running.child.kill("SIGHUP");
    await until(() => running.log.includes("ENOENT") || running.log.includes("no such file"));
    expect([await status("first-secret"), await status("second-secret")]).toEqual([401, 200]);
    expect(running.log).toContain(`${tokenFile}:1: `);
    expect(running.log).not.toMatch(/(first|second)-secret/);
  });
});

describe("descriptors", () => {
  it("that have run out are no end: the service answers again once there are some, and does not spin meanwhile", async () => {
    const { socketPath, dir, dirs } = place();
    const running = await start({ socketPath, dirs, through: ["prlimit", "--nofile=48:48"] });
    const watcher = await Wire.connect(socketPath);
    watcher.send(plainRequest("/v1/watch"));
    await watcher.until("bookmark");
    const wires: Wire[] = [];
    for (let count = 0; count < 60; count++) {
      const wire = await Wire.connect(socketPath).catch(() => undefined);
      if (wire) wires.push(wire);
    }
    await until(() => running.descriptors >= 45);
    writeFiles(dir, { "b.json": specText("v.com/c", ["b"]), "a.json": specText("v.com/c", ["a"], "new") });
    const before = running.seconds;
    await pause(2000);
    expect(running.seconds - before).toBeLessThan(1);
    for (const wire of wires) wire.destroy();
    await until(() => isReady(socketPath));
    expect((await ask(socketPath, "/healthz")).status).toBe(200);
    await until(async () => (await ask(socketPath, "/v1/devices/v.com/c/b")).status === 200);
    expect((await ask(socketPath, "/v1/devices/v.com/c/a")).text).toContain("new");
    expect(watcher.text).not.toContain("event: removed");
  });
});

describe("a signal while the specs are being read", () => {
  it("ends the service without waiting for the rest of them", async () => {
    const { socketPath, dir, dirs } = place();
    const names = Array.from({ length: 100 }, (_, index) => `d${index}`);
    for (let index = 0; index < 4000; index++)
      writeFileSync(`${dir}/s${index}.json`, specText(`v.com/c${index}`, names));
    const running = new RunningProcess({ socketPath, dirs });
    await until(() => running.log.includes('"listening"'));
    running.child.kill("SIGTERM");
    expect(await running.ended()).toBe(0);
    expect(running.log).toContain('"stopped"');
    expect(running.log).not.toContain('"ready"');
  });
});

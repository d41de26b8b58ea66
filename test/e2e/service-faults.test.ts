import { chmodSync, chownSync, mkdirSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ask } from "../http/ask.ts";
import { isReady, RunningProcess } from "../http/faults/running-process.ts";
import { plainRequest, Wire } from "../http/faults/wire.ts";
import { specText } from "../registry/directories.ts";
import { until } from "../registry/until.ts";
import { run, runWell } from "./command.ts";
import { useScratch } from "./scratch.ts";

const scratch = useScratch();

/** A user who may read only what is for everyone. */
const nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];

async function deviceCount(socketPath: string): Promise<number> {
  return JSON.parse((await ask(socketPath, "/v1/node")).text).counts.devices;
}

describe("a service of an ordinary user", () => {
  it("tells of files that it may not read, serves the others, and has them once it may", async () => {
    chmodSync(scratch.path(), 0o755);
    const dir = scratch.path("private");
    mkdirSync(dir);
    writeFileSync(`${dir}/a.json`, specText("v.com/c", ["a"]));
    writeFileSync(`${dir}/b.json`, specText("v.com/c", ["b"]));
    chmodSync(`${dir}/b.json`, 0);
    const home = scratch.path("home");
    mkdirSync(home);
    chownSync(home, 65_534, 65_534);
    const socketPath = `${home}/cdi.sock`;
    await new RunningProcess({ socketPath, dirs: [dir], through: nobody }).ready();
    expect(await deviceCount(socketPath)).toBe(1);
    const { items } = JSON.parse((await ask(socketPath, "/v1/problems")).text);
    expect(items).toMatchObject([{ code: "unreadable-file", path: `${dir}/b.json` }]);
    chmodSync(`${dir}/b.json`, 0o644);
    await until(async () => (await deviceCount(socketPath)) === 2);
    chmodSync(dir, 0);
    await until(async () => (await deviceCount(socketPath)) === 0);
    chmodSync(dir, 0o755);
    await until(async () => (await deviceCount(socketPath)) === 2);
  });
});

describe("a full disk", () => {
  it("under the specs costs the file that could not be written, and no other", async () => {
    const dir = scratch.path("small");
    mkdirSync(dir);
    runWell("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", dir]);
    try {
      writeFileSync(`${dir}/a.json`, specText("v.com/c", ["a"]));
      const socketPath = scratch.path("full.sock");
      await new RunningProcess({ socketPath, dirs: [dir] }).ready();
      const many = Array.from({ length: 5000 }, (_, index) => `d${index}`);
      expect(() => writeFileSync(`${dir}/b.json`, specText("v.com/c", many))).toThrow("ENOSPC");
      await until(async () => JSON.parse((await ask(socketPath, "/v1/problems")).text).items.length === 1);
      expect(await deviceCount(socketPath)).toBe(1);
      writeFileSync(`${dir}/b.json`, specText("v.com/c", ["b"]));
      await until(async () => (await deviceCount(socketPath)) === 2);
    } finally {
      runWell("umount", ["-l", dir]);
    }
  });

  it("under the socket does not keep the service from listening there, nor from leaving it", async () => {
    const dir = scratch.path("run");
    mkdirSync(dir);
    runWell("mount", ["-t", "tmpfs", "-o", "size=16k", "tmpfs", dir]);
    try {
      run("dd", ["if=/dev/zero", `of=${dir}/fill`]);
      const socketPath = `${dir}/cdi.sock`;
      const running = await new RunningProcess({ socketPath, dirs: [] }).ready();
      running.child.kill("SIGKILL");
      await running.ended();
      const next = await new RunningProcess({ socketPath, dirs: [] }).ready();
      next.child.kill("SIGTERM");
      expect(await next.ended()).toBe(0);
    } finally {
      runWell("umount", ["-l", dir]);
    }
  });
});

describe("24,000 watchers who come and go", () => {
  it("leave memory and descriptors as they were", async () => {
    const dir = scratch.path("churn");
    mkdirSync(dir);
    const names = Array.from({ length: 100 }, (_, index) => `d${index}`);
    const socketPath = scratch.path("churn.sock");
    const running = await new RunningProcess({ socketPath, dirs: [dir] }).ready();
    const rounds = async (count: number) => {
      for (let round = 0; round < count; round++) {
        const wires: Wire[] = [];
        while (wires.length < 100) {
          // Where the service is slower than this test its queue is full for a moment.
          const wire = await Wire.connect(socketPath).catch(() => undefined);
          if (wire) wires.push(wire);
          else await isReady(socketPath);
        }
        for (const [index, wire] of wires.entries()) {
          if (index % 4 === 0) wire.socket.pause();
          wire.send(plainRequest(index % 2 === 0 ? "/v1/watch" : "/v1/devices?since=m0.1&wait=1m"));
        }
        writeFileSync(`${dir}/a.json`, specText("v.com/c", names, `round ${round}.`));
        await until(async () => (await ask(socketPath, "/v1/devices/v.com/c/d0")).text.includes(`round ${round}.`));
        for (const [index, wire] of wires.entries()) index % 3 === 0 ? wire.socket.end() : wire.destroy();
      }
    };
    await rounds(60);
    await until(() => isReady(socketPath));
    const before = { descriptors: running.descriptors, megabytes: running.megabytes };
    await rounds(240);
    await until(() => running.descriptors <= before.descriptors);
    // What one of them takes while it is there is some ten kilobytes: kept, that would be three times as much.
    expect(running.megabytes - before.megabytes).toBeLessThan(80);
  });
});

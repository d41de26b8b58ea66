import { execFileSync } from "node:child_process";
import { mkdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { specText, temporaryDirectory, writeFiles, writeOldFiles } from "../../registry/directories.ts";
import { until } from "../../registry/until.ts";
import { ask } from "../ask.ts";
import { startService } from "../start-service.ts";

describe("a spec directory", () => {
  it("that goes and comes again under load leaves every answer whole: all of its devices or none", async () => {
    const root = temporaryDirectory();
    const dir = `${root}/cdi`;
    const names = Array.from({ length: 50 }, (_, index) => `d${index}`);
    const make = () => {
      writeFiles(root, { "next/a.json": specText("v.com/c", names) });
      renameSync(`${root}/next`, dir);
    };
    make();
    const { socketPath, logged } = await startService({ dirs: [dir] });
    let isOver = false;
    const counts = new Set<number>();
    const load = async () => {
      while (!isOver) {
        const { status, text } = await ask(socketPath, "/v1/devices?limit=1000");
        expect(status).toBe(200);
        counts.add(JSON.parse(text).items.length);
        const resolved = await ask(socketPath, "/v1/resolve", { body: { devices: ["v.com/c=*", "v.com/c=d1"] } });
        expect([200, 422]).toContain(resolved.status);
      }
    };
    const loads = [load(), load(), load()];
    const count = async () => JSON.parse((await ask(socketPath, "/v1/node")).text).counts.devices;
    for (let round = 0; round < 5; round++) {
      rmSync(dir, { recursive: true });
      await until(async () => (await count()) === 0);
      make();
      await until(async () => (await count()) === names.length);
    }
    isOver = true;
    await Promise.all(loads);
    expect([...counts].sort()).toEqual([0, names.length]);
    expect(logged.join("")).not.toContain('"level":"error"');
  });

  it("with files that cannot be read serves the others and tells of them", async () => {
    const dir = temporaryDirectory();
    writeOldFiles(dir, { "a.json": specText("v.com/c", ["a"]), "bad.yaml": "\0\xff", "empty.json": "" });
    execFileSync("mkfifo", [`${dir}/fifo.json`]);
    symlinkSync("/nowhere", `${dir}/dangling.json`);
    symlinkSync(`${dir}/loop.json`, `${dir}/loop.json`);
    symlinkSync("/dev/zero", `${dir}/endless.json`);
    mkdirSync(`${dir}/folder.json`);
    const { socketPath } = await startService({ dirs: [dir, "/nowhere/at/all", "/dev/null"] });
    expect((await ask(socketPath, "/v1/devices/v.com/c/a")).status).toBe(200);
    const { items } = JSON.parse((await ask(socketPath, "/v1/problems")).text);
    const files = items.map(({ path }: { path: string }) => path.split("/").at(-1));
    expect(files).toEqual(
      expect.arrayContaining(["bad.yaml", "empty.json", "fifo.json", "dangling.json", "loop.json", "endless.json"]),
    );
    expect((await ask(socketPath, "/v1/resolve", { body: { devices: ["v.com/c=a"] } })).status).toBe(200);
  });
});

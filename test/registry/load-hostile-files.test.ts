import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadSnapshot } from "../../src/registry/load-snapshot.ts";
import { readRegularFile } from "../../src/registry/read-regular-file.ts";
import { temporaryDirectory, writeFiles } from "./directories.ts";
import { goodSpec, loadBeside } from "./load-beside.ts";
import { asOrdinaryUser } from "./ordinary-user.ts";

describe("loadSnapshot reports, and never waits for,", () => {
  it("a FIFO", async () => {
    const { found } = await loadBeside((dir) => execFileSync("mkfifo", [join(dir, "x.json")]));
    expect(found).toEqual([["not-a-regular-file", "x.json"]]);
  });

  it("a socket", async () => {
    const dir = temporaryDirectory();
    const server = createServer().listen(join(dir, "x.json"));
    await once(server, "listening");
    const snapshot = await loadSnapshot([dir]);
    expect(snapshot.problems()).toMatchObject([
      { code: "not-a-regular-file", message: expect.stringContaining("a socket") },
    ]);
    server.close();
  });

  it("a device", async () => {
    const { snapshot, found } = await loadBeside((dir) => symlinkSync("/dev/zero", join(dir, "x.json")));
    expect(found).toEqual([["not-a-regular-file", "x.json"]]);
    expect(snapshot.problems()[0]?.message).toContain("a device");
  });

  it("a link to a directory", async () => {
    const { snapshot, found } = await loadBeside((dir) => symlinkSync(".", join(dir, "x.json")));
    expect(found).toEqual([["not-a-regular-file", "x.json"]]);
    expect(snapshot.problems()[0]?.message).toContain("a link to a directory");
  });

  it("a link that leads nowhere", async () => {
    const { snapshot, found } = await loadBeside((dir) => symlinkSync("none", join(dir, "x.json")));
    expect(found).toEqual([["unreadable-file", "x.json"]]);
    expect(snapshot.problems()[0]?.message).toContain("leads nowhere");
  });

  it("a link that leads back to itself", async () => {
    const { snapshot, found } = await loadBeside((dir) => symlinkSync("x.json", join(dir, "x.json")));
    expect(found).toEqual([["unreadable-file", "x.json"]]);
    expect(snapshot.problems()[0]?.message).toContain("back to itself");
  });

  it("a file of 1 GB", async () => {
    const { snapshot, found } = await loadBeside((dir) => {
      writeFileSync(join(dir, "x.json"), "");
      truncateSync(join(dir, "x.json"), 2 ** 30);
    });
    expect(found).toEqual([["file-too-large", "x.json"]]);
    expect(snapshot.problems()[0]?.message).toContain("Go runtimes would");
  });

  it("a file that may not be read", async () => {
    await asOrdinaryUser(async () => {
      const { found } = await loadBeside((dir) => {
        writeFiles(dir, { "x.json": goodSpec });
        chmodSync(join(dir, "x.json"), 0o000);
      });
      expect(found).toEqual([["unreadable-file", "x.json"]]);
    });
  });

  it("empty files, broken ones and hostile ones, and loads the goodSpec ones beside them", async () => {
    const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
    const bomb = ["a: &a0 [x, x]", ...Array.from({ length: 30 }, (_, n) => `b${n}: &a${n + 1} [*a${n}, *a${n}]`)].join(
      "\n",
    );
    const { found } = await loadBeside((dir) =>
      writeFiles(dir, {
        "bomb.yaml": bomb,
        "deep.json": nested(100_000),
        "empty.json": "",
        "null.yaml": "null\n",
        "nulls.json": '{"cdiVersion":"0.5.0","kind":"a.com/b","devices":[null]}',
        "text.yaml": "hello",
        "torn.json": goodSpec.slice(0, 50),
      }),
    );
    const files = ["bomb.yaml", "deep.json", "empty.json", "null.yaml", "nulls.json", "text.yaml", "torn.json"];
    expect(new Set(found.map((entry) => (Array.isArray(entry) ? entry[1] : "")))).toEqual(new Set(files));
  });

  it("a file that is a FIFO at one moment and a spec at the next", async () => {
    const dir = temporaryDirectory();
    const path = join(dir, "x.json");
    writeFiles(dir, { "x.json": goodSpec, spec: goodSpec });
    const script = "while :; do mkfifo f && mv f x.json; cp spec g && mv g x.json; done";
    const swapper = spawn("sh", ["-c", script], { cwd: dir });
    const seen = new Set<string>();
    const deadline = performance.now() + 15_000;
    while (seen.size < 2 && performance.now() < deadline) {
      for (let look = 0; look < 500; look++) {
        const reading = readRegularFile(path);
        seen.add(reading === "gone" ? "gone" : "file" in reading ? "file" : reading.problem.code);
      }
      await new Promise(setImmediate);
    }
    swapper.kill();
    await once(swapper, "exit");
    expect([...seen].sort()).toEqual(["file", "not-a-regular-file"]);
  });
});

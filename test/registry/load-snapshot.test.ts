import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, rmSync, symlinkSync, truncateSync, unlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inspectPath } from "../../src/registry/inspect-spec-file.ts";
import { inspectDirectories, loadSnapshot } from "../../src/registry/load-snapshot.ts";
import { readRegularFile } from "../../src/registry/read-regular-file.ts";
import type { Snapshot } from "../../src/registry/snapshot.ts";
import { specText, temporaryDirectory, writeFiles } from "./directories.ts";
import { asOrdinaryUser } from "./ordinary-user.ts";

const good = specText("vendor.com/gpu", ["0"]);

function names(snapshot: Snapshot): string[] {
  return Array.from(snapshot.devices(), ({ name }) => name);
}

/** A directory with one good spec and whatever the test adds; what loading it yields. */
async function loadBeside(add: (dir: string) => void): Promise<{ dir: string; snapshot: Snapshot; found: unknown[] }> {
  const dir = temporaryDirectory();
  writeFiles(dir, { "good.json": good });
  add(dir);
  const snapshot = await loadSnapshot([dir]);
  expect(names(snapshot)).toContain("vendor.com/gpu=0");
  return { dir, snapshot, found: snapshot.problems().map(({ code, path }) => [code, path?.slice(dir.length + 1)]) };
}

describe("loadSnapshot takes the files that runtimes take", () => {
  it("by their ending, in lower case, and no others", async () => {
    const dir = temporaryDirectory();
    const ignored = ["a.yml", "b.JSON", "c.json.bak", "d.txt", "json", "e.yaml~", "f"];
    for (const name of ignored) writeFiles(dir, { [name]: specText(`ignored.com/c`, ["x"]) });
    writeFiles(dir, { ".json": specText("hidden.com/c", ["0"]), "g.x.yaml": specText("dots.com/c", ["0"]) });
    writeFiles(dir, {
      "sub/h.json": specText("below.com/c", ["0"]),
      "dir.json/i.json": specText("below.com/d", ["0"]),
    });
    const snapshot = await loadSnapshot([dir]);
    expect(names(snapshot)).toEqual(["dots.com/c=0", "hidden.com/c=0"]);
    expect(snapshot.problems()).toEqual([]);
  });

  it("in the order of the bytes of their names", async () => {
    const dir = temporaryDirectory();
    const files = ["\u{1f600}.json", "\uffee.json", "é.json", "a.json", "B.json"];
    for (const [index, name] of files.entries()) writeFiles(dir, { [name]: specText(`v.com/c${index}`, ["0"]) });
    const snapshot = await loadSnapshot([dir]);
    expect(Array.from(snapshot.specs(), ({ name }) => name)).toEqual([
      "B.json",
      "a.json",
      "é.json",
      "\uffee.json",
      "\u{1f600}.json",
    ]);
  });

  it("through links", async () => {
    const root = temporaryDirectory();
    writeFiles(root, { "elsewhere/gpu.yaml": good });
    mkdirSync(join(root, "cdi"));
    symlinkSync("../elsewhere/gpu.yaml", join(root, "cdi/link.json"));
    const snapshot = await loadSnapshot([join(root, "cdi")]);
    expect(snapshot.find("vendor.com/gpu=0")?.path).toBe(join(root, "cdi/link.json"));
  });
});

describe("loadSnapshot decodes", () => {
  const bom = "\ufeff";
  const swapped = (text: string): Buffer => Buffer.from(bom + text, "utf16le").swap16();
  it.each([
    ["UTF-8 with a byte order mark", Buffer.from(bom + good)],
    ["UTF-16, little end first", Buffer.from(bom + good, "utf16le")],
    ["UTF-16, big end first", swapped(good)],
    ["text beyond ASCII", Buffer.from(good.replace("DEVICE=", "GERÄT="))],
  ])("%s", async (_, bytes) => {
    const dir = temporaryDirectory();
    writeFiles(dir, { "a.yaml": bytes });
    const snapshot = await loadSnapshot([dir]);
    expect(snapshot.problems()).toEqual([]);
    expect(names(snapshot)).toEqual(["vendor.com/gpu=0"]);
  });

  it.each([
    ["Latin-1", Buffer.from("cdiVersion: 0.5.0 # ü", "latin1"), 20],
    ["a cut character", Buffer.from("kind: ü").subarray(0, 7), 6],
    ["a lone surrogate in UTF-16", Buffer.from("\ufeffab\ud800c", "utf16le"), 6],
    ["bytes", Buffer.from([0xc0, 0x80]), 0],
  ])("not %s", async (_, bytes, offset) => {
    const { snapshot, found } = await loadBeside((dir) => writeFiles(dir, { "bad.json": bytes }));
    expect(found).toEqual([["invalid-encoding", "bad.json"]]);
    expect(snapshot.problems()[0]?.message).toContain(`byte ${offset} `);
  });
});

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
        writeFiles(dir, { "x.json": good });
        chmodSync(join(dir, "x.json"), 0o000);
      });
      expect(found).toEqual([["unreadable-file", "x.json"]]);
    });
  });

  it("empty files, broken ones and hostile ones, and loads the good ones beside them", async () => {
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
        "torn.json": good.slice(0, 50),
      }),
    );
    const files = ["bomb.yaml", "deep.json", "empty.json", "null.yaml", "nulls.json", "text.yaml", "torn.json"];
    expect(new Set(found.map((entry) => (Array.isArray(entry) ? entry[1] : "")))).toEqual(new Set(files));
  });

  it("a file that is a FIFO at one moment and a spec at the next", async () => {
    const dir = temporaryDirectory();
    const path = join(dir, "x.json");
    writeFiles(dir, { "x.json": good, spec: good });
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

describe("loadSnapshot has no problem with", () => {
  it("a file that is removed between listing and reading", async () => {
    const dir = temporaryDirectory();
    for (let index = 100; index < 200; index++) {
      writeFiles(dir, { [`${index}.json`]: specText(`v.com/c${index}`, ["0"]) });
    }
    const onProgress = (): void => {
      for (let index = 180; index < 200; index++) rmSync(join(dir, `${index}.json`), { force: true });
    };
    const snapshot = await loadSnapshot([dir], { onProgress });
    expect(snapshot.deviceCount).toBe(80);
    expect(snapshot.problems()).toEqual([]);
  });

  it("a directory that is missing, at the end of the list or before", async () => {
    const root = temporaryDirectory();
    writeFiles(root, { "b/gpu.json": good });
    const snapshot = await loadSnapshot(["a", "b", "c"].map((name) => join(root, name)));
    expect(names(snapshot)).toEqual(["vendor.com/gpu=0"]);
    expect(snapshot.problems()).toEqual([]);
    expect(snapshot.directories.map(({ state }) => state)).toEqual(["missing", "present", "missing"]);
  });

  it("no directory at all", async () => {
    expect((await loadSnapshot([])).deviceCount).toBe(0);
  });
});

describe("loadSnapshot loses one directory and no other when it", () => {
  it("may be listed and not entered", async () => {
    await asOrdinaryUser(async () => {
      const root = temporaryDirectory();
      writeFiles(root, { "a/gpu.json": good, "b/nic.json": specText("vendor.com/nic", ["0"]) });
      chmodSync(join(root, "a"), 0o444);
      const snapshot = await loadSnapshot([join(root, "a"), join(root, "b")]);
      expect(names(snapshot)).toEqual(["vendor.com/nic=0"]);
      const problem = snapshot.problems().find(({ code }) => code === "unreadable-directory");
      expect(problem?.path).toBe(join(root, "a"));
      expect(problem?.message).toMatch(/permission denied; Go runtimes ignore it and every later/);
      chmodSync(join(root, "a"), 0o755);
    });
  });

  it("may not be listed", async () => {
    await asOrdinaryUser(async () => {
      const root = temporaryDirectory();
      writeFiles(root, { "a/gpu.json": good, "b/nic.json": specText("vendor.com/nic", ["0"]) });
      chmodSync(join(root, "a"), 0o000);
      const snapshot = await loadSnapshot([join(root, "a"), join(root, "b")]);
      expect(names(snapshot)).toEqual(["vendor.com/nic=0"]);
      expect(snapshot.problems()).toMatchObject([{ code: "unreadable-directory", path: join(root, "a") }]);
      expect(snapshot.problems()[0]?.message).toMatch(/permission denied; Go runtimes ignore it without a word/);
      chmodSync(join(root, "a"), 0o755);
    });
  });

  it.each([
    ["is a file", (path: string) => writeFileSync(path, good)],
    ["lies below a file", (path: string) => writeFileSync(join(path, ".."), "")],
    ["is a link that leads nowhere", (path: string) => symlinkSync("none", path)],
    ["is a link that leads back to itself", (path: string) => symlinkSync("cdi", path)],
  ])("%s", async (what, make) => {
    const root = temporaryDirectory();
    const isBelow = what === "lies below a file";
    const path = isBelow ? join(root, "file/cdi") : join(root, "cdi");
    make(path);
    writeFiles(root, { "b/gpu.json": good });
    const snapshot = await loadSnapshot([path, join(root, "b")]);
    expect(names(snapshot)).toEqual(["vendor.com/gpu=0"]);
    expect(snapshot.problems()).toMatchObject([{ code: "unreadable-directory", path }]);
  });
});

describe("loadSnapshot follows a directory that is a link", () => {
  it.each(["cdi", "cdi/"])("given as %s, and says that Go runtimes do not", async (name) => {
    const root = temporaryDirectory();
    writeFiles(root, { "real/gpu.json": good });
    symlinkSync("real", join(root, "cdi"));
    const snapshot = await loadSnapshot([`${root}/${name}`]);
    expect(names(snapshot)).toEqual(["vendor.com/gpu=0"]);
    expect(snapshot.problems()).toMatchObject([{ code: "symlinked-directory", severity: "warning" }]);
  });
});

describe("inspectDirectories adds doubts", () => {
  it("about files, their names and their content", async () => {
    const dir = temporaryDirectory();
    writeFiles(dir, {
      "a.json": good.replace("0.5.0", "1.0.0"),
      "b.yml": good,
      "c.JSON": good,
      "d.json": specText("vendor.com/nic", ["0"]).replace("0.5.0", "0.3.0").replace('"0"', '"x"'),
      "e.json": "{",
    });
    chmodSync(join(dir, "d.json"), 0o640);
    expect((await loadSnapshot([dir])).problems().map(({ code }) => code)).toEqual(["invalid-syntax"]);
    const found = (await inspectDirectories([dir])).problems();
    expect(found.map(({ code, path }) => [code, path?.slice(dir.length + 1)])).toEqual([
      ["unused-extension", "b.yml"],
      ["unused-extension", "c.JSON"],
      ["version-higher-than-needed", "a.json"],
      ["not-world-readable", "d.json"],
      ["invalid-syntax", "e.json"],
    ]);
  });

  it("of one file, wherever it is", async () => {
    const dir = temporaryDirectory();
    writeFiles(dir, { "spec.txt": good.replace("0.5.0", "0.8.0") });
    expect(await inspectPath(join(dir, "spec.txt"))).toMatchObject([{ code: "version-higher-than-needed" }]);
    unlinkSync(join(dir, "spec.txt"));
    expect(await inspectPath(join(dir, "spec.txt"))).toMatchObject([{ code: "unreadable-file" }]);
  });
});

describe("loadSnapshot takes the paths of directories as the reference does", () => {
  it("a spec file is a directory of one", async () => {
    const root = temporaryDirectory();
    writeFiles(root, { "gpu.json": good, "other.txt": good });
    const snapshot = await loadSnapshot([join(root, "gpu.json"), join(root, "other.txt")]);
    expect([...snapshot.files()].map(({ path }) => path)).toEqual([join(root, "gpu.json")]);
    expect(snapshot.problems()).toMatchObject([{ code: "unreadable-directory", path: join(root, "other.txt") }]);
  });

  it("cleaned by their letters, whatever links lead elsewhere", async () => {
    const root = temporaryDirectory();
    writeFiles(root, { "real/deep/x.json": good, "d/gpu.json": good });
    symlinkSync(join(root, "real/deep"), join(root, "link"));
    const snapshot = await loadSnapshot([`${root}/link/../d/`]);
    expect([...snapshot.files()].map(({ path }) => path)).toEqual([join(root, "d/gpu.json")]);
    expect((await loadSnapshot([`${root}/link/.`])).problems()).toMatchObject([{ code: "symlinked-directory" }]);
  });

  it("a file whose name is not UTF-8 is told", async () => {
    const root = temporaryDirectory();
    writeFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xff]), Buffer.from(".json")]), good);
    expect((await loadSnapshot([root])).problems()).toMatchObject([{ code: "invalid-encoding" }]);
  });
});

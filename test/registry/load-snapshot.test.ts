import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadSnapshot } from "../../src/registry/load-snapshot.ts";
import { specText, temporaryDirectory, writeFiles } from "./directories.ts";
import { deviceNames, goodSpec, loadBeside } from "./load-beside.ts";

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
    expect(deviceNames(snapshot)).toEqual(["dots.com/c=0", "hidden.com/c=0"]);
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
    writeFiles(root, { "elsewhere/gpu.yaml": goodSpec });
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
    ["UTF-8 with a byte order mark", Buffer.from(bom + goodSpec)],
    ["UTF-16, little end first", Buffer.from(bom + goodSpec, "utf16le")],
    ["UTF-16, big end first", swapped(goodSpec)],
    ["text beyond ASCII", Buffer.from(goodSpec.replace("DEVICE=", "GERÄT="))],
  ])("%s", async (_, bytes) => {
    const dir = temporaryDirectory();
    writeFiles(dir, { "a.yaml": bytes });
    const snapshot = await loadSnapshot([dir]);
    expect(snapshot.problems()).toEqual([]);
    expect(deviceNames(snapshot)).toEqual(["vendor.com/gpu=0"]);
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

describe("loadSnapshot has no problem with", () => {
  it("a directory named x.json, which is passed over silently", async () => {
    const dir = temporaryDirectory();
    writeFiles(dir, { "good.json": goodSpec, "x.json/nic.json": specText("vendor.com/nic", ["0"]) });
    const snapshot = await loadSnapshot([dir]);
    expect(Array.from(snapshot.files(), ({ name }) => name)).toEqual(["good.json"]);
    expect(snapshot.problems()).toEqual([]);
  });

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
    writeFiles(root, { "b/gpu.json": goodSpec });
    const snapshot = await loadSnapshot(["a", "b", "c"].map((name) => join(root, name)));
    expect(deviceNames(snapshot)).toEqual(["vendor.com/gpu=0"]);
    expect(snapshot.problems()).toEqual([]);
    expect(snapshot.directories.map(({ state }) => state)).toEqual(["missing", "present", "missing"]);
  });

  it("no directory at all", async () => {
    expect((await loadSnapshot([])).deviceCount).toBe(0);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MountTree } from "../../../src/preflight/mounts/mount-tree.ts";
import { parseMountinfo } from "../../../src/preflight/mounts/mountinfo.ts";

function only(line: string) {
  const [mount, ...more] = parseMountinfo(line);
  expect(more).toEqual([]);
  return mount;
}

describe("parseMountinfo", () => {
  it("reads the fields of a line", () => {
    expect(only("36 35 98:0 /mnt1 /mnt2 rw,noatime - ext3 /dev/root rw,errors=continue")).toEqual({
      id: 36,
      parent: 35,
      root: "/mnt1",
      point: "/mnt2",
      options: new Set(["rw", "noatime"]),
      isShared: false,
      isSlave: false,
      type: "ext3",
      fileSystemOptions: new Set(["rw", "errors=continue"]),
    });
  });

  it.each([
    ["shared:5", { isShared: true, isSlave: false }],
    ["master:5", { isShared: false, isSlave: true }],
    ["shared:7 master:5 propagate_from:2", { isShared: true, isSlave: true }],
    ["unbindable", { isShared: false, isSlave: false }],
    ["some:thing new", { isShared: false, isSlave: false }],
  ])("reads the optional fields %s", (fields, expected) => {
    expect(only(`36 35 98:0 / /mnt rw ${fields} - ext3 /dev/root rw`)).toMatchObject(expected);
  });

  it("reads the escapes of spaces, tabs, line ends and backslashes", () => {
    expect(only("1 0 0:1 /a\\134b /x\\040y\\011z\\012 rw - tmpfs s\\043 rw")).toMatchObject({
      root: "/a\\b",
      point: "/x y\tz\n",
    });
  });

  it("takes a hyphen for the end of the fields only after the sixth", () => {
    expect(only("1 0 0:1 - / - - tmpfs - rw")).toMatchObject({ root: "-", type: "tmpfs" });
  });

  it.each(["", "nonsense", "1 0 0:1 / / rw", "x 0 0:1 / / rw - tmpfs t rw", "1 0 0:1 / relative rw - tmpfs t rw"])(
    "goes without the line %j",
    (line) => {
      expect(parseMountinfo(line)).toEqual([]);
    },
  );

  it("survives any text, and so does the tree of what it reads", () => {
    const field = fc.oneof(fc.constantFrom("1", "2", "3", "/", "/a", "/a/b", "-", "rw", "shared:1"), fc.string());
    const line = fc.array(field, { maxLength: 12 }).map((fields) => fields.join(" "));
    const texts = fc.oneof(
      fc.string(),
      fc.array(line).map((lines) => lines.join("\n")),
    );
    fc.assert(
      fc.property(texts, fc.string(), (text, path) => {
        new MountTree(parseMountinfo(text)).holding(`/${path}`);
      }),
      { numRuns: 2000 },
    );
  });

  it("reads any path back that the kernel would write", () => {
    const escaped = (text: string) =>
      text.replace(/[ \t\n\\]/g, (found) => `\\${found.charCodeAt(0).toString(8).padStart(3, "0")}`);
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (name) => {
        expect(only(`1 0 0:1 / /${escaped(name)} rw - tmpfs t rw`)?.point).toBe(`/${name}`);
      }),
    );
  });
});

describe("a mount tree", () => {
  const holding = (lines: readonly string[], path: string) =>
    new MountTree(parseMountinfo(lines.map((line) => `${line} rw - tmpfs t rw`).join("\n"))).holding(path)?.id;

  it("finds the mount that holds a path, the root's where there is no other", () => {
    const lines = ["1 0 0:1 / /", "2 1 0:2 / /a", "3 2 0:3 / /a/b"];
    expect(["/", "/x", "/a", "/ab", "/a/c", "/a/b", "/a/b/c/d"].map((path) => holding(lines, path))).toEqual([
      1, 1, 2, 1, 2, 3, 3,
    ]);
  });

  it("finds the top one of several at one place, and what is hidden below it no more", () => {
    const lines = ["1 0 0:1 / /", "2 1 0:2 / /a", "3 2 0:3 / /a/b", "4 2 0:4 / /a"];
    expect([holding(lines, "/a"), holding(lines, "/a/b")]).toEqual([4, 4]);
  });

  it("goes by who lies on whom, for the root file system may come late in the list", () => {
    expect(holding(["22 27 0:1 / /proc", "27 1 0:2 / /"], "/proc/1")).toBe(22);
  });

  it("knows nothing where the list has no root, and ends where it goes round in a circle", () => {
    expect(holding(["2 1 0:2 / /a"], "/a")).toBeUndefined();
    expect(holding(["1 0 0:1 / /", "2 1 0:1 / /a", "1 2 0:1 / /a"], "/a")).toBeTypeOf("number");
  });
});

import { constants } from "node:fs";
import { posix } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Entry, followPath, type Look } from "../../../src/preflight/hooks/follow-path.ts";

/** A tree by its paths: directories end in a slash, links have a target. */
function treeOf(parts: Readonly<Record<string, string>>): Look {
  return (path): Entry | { readonly missing: string } => {
    const entry = { uid: 0, gid: 0, hostPath: path };
    if (path === "/" || `${path}/` in parts) return { ...entry, mode: constants.S_IFDIR | 0o755 };
    const content = parts[path];
    if (content === undefined) return { missing: "no such file or directory" };
    if (content === "") return { ...entry, mode: constants.S_IFREG | 0o755 };
    return { ...entry, mode: constants.S_IFLNK | 0o777, target: content };
  };
}

const look = treeOf({
  "/usr/": "",
  "/usr/bin/": "",
  "/usr/bin/x": "",
  "/bin": "usr/bin",
  "/usr/bin/y": "../../bin/x",
  "/abs": "/usr/bin/y",
  "/loop": "loop",
  "/gone": "/usr/none",
});
const leadsTo = (path: string) => {
  const { end } = followPath(path, look);
  return "missing" in end ? end.missing : end.path;
};

describe("followPath", () => {
  it.each([
    ["/", "/"],
    ["/usr/bin/x", "/usr/bin/x"],
    ["//usr/./bin/../bin/x", "/usr/bin/x"],
    ["/../../usr", "/usr"],
    ["/bin/x", "/usr/bin/x"],
    ["/bin/../bin/x", "/usr/bin/x"],
    ["/usr/bin/y", "/usr/bin/x"],
    ["/abs", "/usr/bin/x"],
    ["/gone", "no such file or directory"],
    ["/usr/none/../bin/x", "no such file or directory"],
    ["/usr/bin/x/y", "not a directory"],
    ["/usr/bin/x/..", "not a directory"],
    ["/loop", "too many symbolic links encountered"],
    [`/${"a/".repeat(3000)}`, "name too long"],
  ])("leads from %j to %j", (path, expected) => {
    expect(leadsTo(path)).toBe(expected);
  });

  it("tells all that is passed on the way, links too", () => {
    expect(followPath("/abs", look).steps.map(({ path }) => path)).toEqual([
      "/",
      "/abs",
      "/usr",
      "/usr/bin",
      "/usr/bin/y",
      "/bin",
      "/usr",
      "/usr/bin",
      "/usr/bin/x",
    ]);
  });

  it("comes to an end, and where there are no links to the same place as the words say", () => {
    const names = fc.constantFrom("usr", "bin", "x", "y", "..", ".", "", "loop", "abs", "gone");
    fc.assert(
      fc.property(fc.array(names, { maxLength: 30 }), (parts) => {
        const { end, steps } = followPath(`/${parts.join("/")}`, look);
        expect(steps.length).toBeLessThan(1000);
        const isPlain = parts.every((part) => ["usr", "..", ".", ""].includes(part));
        if (isPlain && !("missing" in end)) expect(end.path).toBe(posix.join("/", ...parts).replace(/(.)\/$/, "$1"));
      }),
    );
  });
});

import { expect, it } from "vitest";
import { findGroup } from "../../../src/http/configuration/find-group.ts";
import { temporaryDirectory, writeFiles } from "../../registry/directories.ts";

it("findGroup finds a group in the file of a root, and takes a number as it is", () => {
  const root = temporaryDirectory();
  writeFiles(root, { "etc/group": "root:x:0:\ngpu:x:44:a,b\nbad:x\n" });
  expect(["gpu", "bad", "gp", "", "0044", "--help"].map((name) => findGroup(name, root))).toEqual([
    44,
    undefined,
    undefined,
    undefined,
    44,
    undefined,
  ]);
});

it("findGroup asks this machine", () => {
  expect(findGroup("root")).toBe(0);
  expect(findGroup("no-such-group-here")).toBeUndefined();
});

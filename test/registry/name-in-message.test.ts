import { describe, expect, it } from "vitest";
import { problem } from "../../src/problems.ts";
import { nameInMessage, pathInMessage } from "../../src/registry/name-in-message.ts";
import { resolve } from "../../src/registry/resolve.ts";
import { snapshotOf } from "../../src/registry/snapshot.ts";
import { numbered, specFile } from "./spec-files.ts";

describe("pathInMessage", () => {
  it.each([
    ["/etc/cdi/a b.yaml", "/etc/cdi/a b.yaml"],
    ["/etc/cdi/ü😀.yaml", "/etc/cdi/ü😀.yaml"],
    ["/a\u001b[2J\nb", '"/a\\u001b[2J\\nb"'],
    ["/a\u007f\u009b2J\u2028b\u202e", '"/a\\u007f\\u009b2J\\u2028b\\u202e"'],
  ])("%j", (path, text) => {
    expect(pathInMessage(path)).toBe(text);
  });
});

it("nameInMessage cuts a long name", () => {
  expect(nameInMessage("v.com/c=a")).toBe("v.com/c=a");
  expect(nameInMessage("a".repeat(1000))).toBe(`${"a".repeat(77)}...`);
});

it("no message holds what a file's name would have a terminal do", () => {
  const hostile = "z\u001b[2J\nfake.yaml:1:1: error conflict: \u009b.yaml";
  const files = [
    ...numbered(5, hostile).map((name) => specFile(name, ["a"])),
    specFile(hostile, ["a", "b"], 1),
    {
      ...specFile(hostile, [], 2),
      spec: undefined,
      problems: [problem("invalid-syntax", "torn")],
      seemingKinds: ["w/c"],
    },
  ];
  const snapshot = snapshotOf(files, { revision: "", directories: [] });
  const resolution = resolve(["v.com/c=a", "v.com/c=x", "w/c=0", "v.com/c=*\u001b", "\u001b\n"], snapshot);
  const faults = "faults" in resolution ? resolution.faults : [];
  const messages = [...snapshot.problems(), ...faults].map(({ message }) => message);
  expect(messages).toHaveLength(11);
  expect(messages.filter((message) => /[\0-\x1f\x7f-\x9f]/.test(message))).toEqual([]);
});

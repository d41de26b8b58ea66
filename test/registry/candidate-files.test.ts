import type * as fs from "node:fs";
import { expect, it, vi } from "vitest";
import { candidateFiles } from "../../src/registry/candidate-files.ts";
import { temporaryDirectory, writeFiles } from "./directories.ts";

const device = (name: string): string => `- name: ${name}\n  containerEdits:\n    env:\n    - DEVICE=${name}\n`;
const start = `kind: v.com/c\ncdiVersion: 0.5.0\ndevices:\n${device("a")}`;

// Some file systems give less at a time than is asked for, and less than there is.
vi.mock("node:fs", async (original) => {
  const actual = await original<typeof fs>();
  const readSync = (descriptor: number, into: Buffer, offset: number, length: number): number =>
    actual.readSync(descriptor, into, offset, Math.min(length, start.length), null);
  return { ...actual, readSync };
});

it("reads a file to its end, though it comes in pieces", async () => {
  const dir = temporaryDirectory();
  writeFiles(dir, { "a.yaml": start + device("b") + device("c") });
  const [file] = await candidateFiles([dir], { kinds: ["v.com/c"] });
  expect(file?.spec?.devices.map(({ name }) => name)).toEqual(["a", "b", "c"]);
});

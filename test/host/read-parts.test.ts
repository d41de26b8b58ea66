import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { lookInside } from "../../src/host/look-inside.ts";
import { readParts } from "../../src/host/read-parts.ts";
import { fakeHost } from "./fake-host.ts";

const parts = { files: { "/usr/lib/file": "0123456789" }, links: { "/link": "/usr/lib/file", "/out": "/dev/zero" } };

it("reads parts of a file, and says its size", () => {
  const { host } = fakeHost(parts);
  const read = readParts(host, "/link", (at, size) => [at(2, 3), at(8, 100), at(20, 5)].map(String).concat(`${size}`));
  expect(read).toEqual(["234", "89", "", "10"]);
});

it("reads nothing but files of the tree", () => {
  const { host, root } = fakeHost(parts);
  execFileSync("mkfifo", [join(root, "fifo")]);
  for (const path of ["/usr/lib", "/fifo", "/out", "/none"]) expect(readParts(host, path, () => 1)).toBeUndefined();
});

it("looks at what a path leads to within the tree", () => {
  const { host } = fakeHost(parts);
  expect(lookInside(host, "/link")?.size).toBe(10);
  expect(lookInside(host, "/usr/lib")?.isDirectory()).toBe(true);
  expect(lookInside(host, "/out")).toBeUndefined();
});

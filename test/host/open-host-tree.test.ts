import { execFileSync } from "node:child_process";
import { chmodSync, closeSync, openSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { HostTree } from "../../src/host/host-tree.ts";
import { openHostTree } from "../../src/host/open-host-tree.ts";
import { readParts } from "../../src/host/read-parts.ts";
import { errorCode } from "../../src/host/system-error.ts";
import { temporaryDirectory, writeFiles } from "../registry/directories.ts";

const none = (path: string) => {
  throw new Error(`${path} is trusted`);
};

it("device nodes of a copy are those of its manifest, and those that are there", () => {
  const root = temporaryDirectory();
  writeFiles(root, {
    ".device-nodes": "# nodes\n/dev/a c 188:0 0660 20\n/dev/b b 8:1\n/dev/bad c x:1\nnonsense\n/none/c c 1:2 0600\n",
    "dev/x": "",
  });
  const host = openHostTree(root, none);
  expect(host.deviceNode("/dev/a")).toEqual({ type: "c", major: 188, minor: 0, fileMode: 0o660, gid: 20 });
  expect(host.deviceNode("/dev/b")).toEqual({ type: "b", major: 8, minor: 1, fileMode: 0o600 });
  expect(host.deviceNode("/dev/bad")).toEqual({ missing: "no such file or directory" });
  expect(host.readText("/open/file")).toBeUndefined();
  expect(host.readText("/open/none")).toBeUndefined();
  expect(host.deviceNode("/dev/x")).toEqual({ missing: "not a device node" });
  expect(host.deviceNode("/none/c")).toEqual({ missing: "no such file or directory" });
});

it("device nodes of this machine have their group", () => {
  expect(openHostTree("/", none).deviceNode("/dev/null")).toMatchObject({
    type: "c",
    major: 1,
    gid: statSync("/dev/null").gid,
  });
});

it("nothing is learnt from what everyone can write", () => {
  const root = temporaryDirectory();
  writeFiles(root, { file: "text\n", "open/file": "text\n", "sticky/file": "text\n", "dev/x": "" });
  chmodSync(join(root, "file"), 0o666);
  chmodSync(join(root, "open"), 0o777);
  chmodSync(join(root, "dev"), 0o777);
  chmodSync(join(root, "sticky"), 0o1777);
  const told: string[] = [];
  const host = openHostTree(root, (path) => told.push(path));
  expect(host.readText("/file")).toBeUndefined();
  expect(host.list("/open")).toBeUndefined();
  expect(host.list("/sticky")).toEqual(["file"]);
  expect(host.readText("/open/file")).toBeUndefined();
  expect(host.readText("/open/none")).toBeUndefined();
  expect(host.deviceNode("/dev/x")).toEqual({ missing: "in a directory that everyone can write" });
  expect(told).toEqual(["/file", "/open", "/dev"]);
});

it("nothing is learnt below a root that everyone can write", () => {
  const root = temporaryDirectory();
  writeFiles(root, { "sys/file": "text\n" });
  chmodSync(root, 0o777);
  const told: string[] = [];
  expect(openHostTree(root, (path) => told.push(path)).readText("/sys/file")).toBeUndefined();
  expect(told).toEqual(["/"]);
});

it("no descriptor left is no answer, for a spec would lose what could not be looked at", () => {
  const root = temporaryDirectory();
  writeFiles(root, { "sys/sized": "text\n", "sys/empty": "" });
  const [host, lenient] = [openHostTree(root, none), new HostTree(root)];
  const looks = [
    () => host.list("/sys"),
    () => host.readText("/sys/sized"),
    () => host.readText("/sys/empty"),
    () => readParts(host, "/sys/sized", () => "read"),
  ];
  const errors = withoutDescriptors(() => [
    lenient.list("/sys"),
    ...looks.map((look) => {
      try {
        return look();
      } catch (error) {
        return errorCode(error);
      }
    }),
  ]);
  expect(errors).toEqual([undefined, "EMFILE", "EMFILE", "EMFILE", "EMFILE"]);
  expect(looks.map((look) => look())).toEqual([["empty", "sized"], "text\n", "", "read"]);
});

/** What a function returns that is called while this process can open nothing. */
function withoutDescriptors<Result>(call: () => Result): Result {
  const limit = (soft: string) => execFileSync("prlimit", ["--pid", `${process.pid}`, `--nofile=${soft}:`]);
  const before = execFileSync("prlimit", ["--pid", `${process.pid}`, "--nofile", "-o", "SOFT", "--noheadings"]);
  const taken: number[] = [];
  limit("256");
  try {
    for (;;) taken.push(openSync("/dev/null", "r"));
  } catch {
    return call();
  } finally {
    for (const descriptor of taken) closeSync(descriptor);
    limit(`${before}`.trim());
  }
}

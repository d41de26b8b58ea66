import { chmodSync, mkdirSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { dirname, join } from "node:path";
import { afterEach } from "vitest";
import type { FakeHostParts } from "../../host/fake-host.ts";
import { writeFiles } from "../../registry/directories.ts";
import { elfBytes } from "./libraries/elf-bytes.ts";

/** What a loaded driver says, and the nodes that come with any GPU. */
export function loadedDriver(version: string, isOpen = true): FakeHostParts {
  const name = isOpen ? "NVIDIA UNIX Open Kernel Module for x86_64" : "NVIDIA UNIX x86_64 Kernel Module";
  return {
    files: {
      "/proc/driver/nvidia/version": `NVRM version: ${name}  ${version}  Release Build  (root@host)\nGCC version:  gcc version 12.3.0\n`,
      "/sys/module/nvidia/version": `${version}\n`,
    },
    nodes: {
      "/dev/nvidiactl": "c 195:255 0666",
      "/dev/nvidia-modeset": "c 195:254 0666",
      "/dev/nvidia-uvm": "c 511:0 0666",
      "/dev/nvidia-uvm-tools": "c 511:1 0666",
    },
  };
}

export interface FakeLibraries {
  readonly folder: string;
  readonly version: string;
  /** Each as `libcuda.so.1`, its SONAME. */
  readonly sonames: readonly string[];
  readonly bits?: 32 | 64;
}

/** Writes libraries `NAME.so.VERSION`; the links to them are what a package has. */
export function writeLibraries(root: string, { folder, version, sonames, bits = 64 }: FakeLibraries): FakeHostParts {
  const links: Record<string, string> = {};
  for (const soname of sonames) {
    const name = soname.slice(0, soname.indexOf(".so"));
    const file = `${name}.so.${version}`;
    writeFiles(root, { [join(folder, file)]: elfBytes({ bits, sonames: [soname] }) });
    if (soname !== file) links[join(folder, soname)] = file;
  }
  return { links };
}

/** Writes programs that anybody may run. */
export function writePrograms(root: string, paths: readonly string[]): void {
  for (const path of paths) {
    writeFiles(root, { [path]: "#!/bin/sh\n" });
    chmodSync(join(root, path), 0o755);
  }
}

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Makes a socket, which is there as soon as this returns. */
export function writeSocket(root: string, path: string): void {
  const place = join(root, path);
  mkdirSync(dirname(place), { recursive: true });
  servers.push(createServer().listen(place).unref());
}

import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryDirectory } from "../registry/directories.ts";

export interface HostWithFifos {
  readonly root: string;
  readonly add: (path: string) => void;
  readonly remove: (path: string) => void;
}

/** The tree of a machine whose device nodes are FIFOs, which anyone can make. */
export function hostWithFifos(...paths: string[]): HostWithFifos {
  const root = temporaryDirectory();
  const add = (path: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    execFileSync("mkfifo", [join(root, path)]);
  };
  paths.forEach(add);
  return { root, add, remove: (path) => rmSync(join(root, path)) };
}

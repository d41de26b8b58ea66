import { constants } from "node:fs";
import { posix } from "node:path";
import type { HostTree } from "../../host/host-tree.ts";
import { lookInside } from "../../host/look-inside.ts";
import { readParts } from "../../host/read-parts.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import { hostMounts } from "../mounts/host-mounts.ts";
import { presence } from "../mounts/presence.ts";
import { shellWord } from "../shell-word.ts";

/** Why a program cannot be started. */
export interface ProgramFault {
  /** What was found, as the rest of a sentence about the program. */
  readonly state: string;
  /** What the kernel says. */
  readonly error: string;
  /** Undefined where nothing but having the program helps. */
  readonly fix: string | undefined;
  /** Whether crun starts it all the same, by a shell. */
  readonly isForShell?: true;
}

/** Why a file cannot be run as a program; `unseen` where nobody may look, undefined where it can. */
export function programFault(tree: HostTree, path: string): ProgramFault | "unseen" | undefined {
  const found = presence(tree, path);
  if (found === "unseen") return "unseen";
  if (found === "nothing" || found === "below a file") {
    return { state: "is not there", error: "no such file or directory", fix: undefined };
  }
  return permissionFault(tree, path) ?? startFault(tree, path);
}

const executeBits = constants.S_IXUSR | constants.S_IXGRP | constants.S_IXOTH;

function permissionFault(tree: HostTree, path: string): ProgramFault | undefined {
  const error = "permission denied";
  const stats = lookInside(tree, path);
  if (!stats) return undefined;
  if (stats.isDirectory()) return { state: "is a directory", error, fix: "Name a program" };
  if (!stats.isFile()) return { state: "is no regular file", error, fix: "Name a program" };
  if ((stats.mode & executeBits) === 0) {
    const mode = (stats.mode & 0o7777).toString(8).padStart(4, "0");
    return { state: `has the mode ${mode}`, error, fix: `Run chmod a+x ${shellWord(path)}` };
  }
  const mount = hostMounts(tree)?.holding(tree.realPath(path) ?? path);
  if (!mount?.options.has("noexec")) return undefined;
  const fix = `Run mount -o remount,exec ${shellWord(mount.point)}, or put the program elsewhere`;
  return { state: `is on ${pathInMessage(mount.point)}, which is mounted noexec`, error, fix };
}

/** As much of the first line as Linux reads. */
const lineLimit = 256;
const elf = Buffer.from([0x7f, 0x45, 0x4c, 0x46]);

function startFault(tree: HostTree, path: string): ProgramFault | undefined {
  const start = readParts(tree, path, (read) => read(0, lineLimit));
  if (!start || start.subarray(0, 4).equals(elf)) return undefined;
  const interpreter = interpreterIn(start.toString("latin1"));
  if (interpreter === undefined) {
    const fix = `Write #!/bin/sh into the first line of ${shellWord(path)}, or what it is to be run by`;
    return { state: "is no program and has no #! line", error: "exec format error", fix, isForShell: true };
  }
  if (!posix.isAbsolute(interpreter) || presence(tree, interpreter) !== "nothing") return undefined;
  const shown = pathInMessage(interpreter);
  return {
    state: `is to be run by ${shown}, which is not there`,
    error: "no such file or directory",
    fix: `Install ${shown}, or name what is there in the first line of ${shellWord(path)}`,
  };
}

/** What the first line of a script names; undefined where it names nothing. */
export function interpreterIn(start: string): string | undefined {
  return /^#![ \t]*([^ \t\n]+)/.exec(start)?.[1];
}

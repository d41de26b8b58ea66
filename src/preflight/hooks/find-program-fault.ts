import { constants } from "node:fs";
import { shellWord } from "../../cdi/shell-word.ts";
import type { HostTree } from "../../host/host-tree.ts";
import { readParts } from "../../host/read-parts.ts";
import { isOfType } from "../../host/resolve-inside.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import { followPath, type Step } from "./follow-path.ts";
import { machineInMessage, otherMachine } from "./machine.ts";
import type { ProgramFault } from "./program-fault.ts";
import { type ProgramHead, readProgramHead } from "./program-head.ts";
import type { ProgramView } from "./program-view.ts";
import { rightsFault } from "./rights-fault.ts";

/** So many interpreters of interpreters Linux takes, by fs/exec.c. */
const deepest = 5;

/** Why a file cannot be run as a program; `unseen` where nobody may look, undefined where it can. */
export function findProgramFault(
  path: string,
  view: ProgramView,
  host: HostTree,
  depth = 0,
): ProgramFault | "unseen" | undefined {
  const { steps, end } = followPath(path, view.look);
  if ("missing" in end) return "unseen" in end ? "unseen" : { state: "is not there", error: end.missing };
  const fault = rightsFault(steps, end, view);
  if (fault) return fault;
  if (!isOfType(end, constants.S_IFREG)) return undefined;
  const head = readParts(host, end.hostPath, readProgramHead);
  return head ? headFault(head, { end, view, host, depth }) : "unseen";
}

interface Place {
  readonly end: Step;
  readonly view: ProgramView;
  readonly host: HostTree;
  readonly depth: number;
}

function headFault(head: ProgramHead, place: Place): ProgramFault | "unseen" | undefined {
  if (head.format === "script") return interpreterFault(head.interpreter, place);
  if (head.format !== "elf") {
    const fix = `Write #!/bin/sh into the first line of ${shellWord(place.end.hostPath)}, or what it is to be run by`;
    const isForShell = head.format !== "binary";
    return { state: "is no program and has no #! line", error: "exec format error", fix, isForShell };
  }
  const own = head.machine === undefined ? undefined : otherMachine(head.machine, place.host);
  if (head.machine === undefined || own === undefined) return loaderFault(head.loader, place);
  const state = `is a program for ${machineInMessage(head.machine)}, and the host is ${machineInMessage(own)}`;
  return { state, error: "exec format error", fix: `Install the build of it for ${machineInMessage(own)}` };
}

function interpreterFault(interpreter: string, { end, view, host, depth }: Place): ReturnType<typeof findProgramFault> {
  if (!interpreter.startsWith("/") || depth === deepest) return undefined;
  const fault = findProgramFault(interpreter, view, host, depth + 1);
  if (fault === undefined || fault === "unseen") return fault;
  const shown = pathInMessage(interpreter);
  const script = shellWord(end.hostPath);
  const install = `Install ${shown}, or name what is there in the first line of ${script}`;
  const fix = interpreter.endsWith("\r") ? `Run sed -i 's/\\r$//' ${script}` : (fault.fix ?? install);
  return { ...fault, state: `is to be run by ${shown}, which ${fault.state}`, fix };
}

function loaderFault(loader: string | undefined, { view, host, depth }: Place): ReturnType<typeof findProgramFault> {
  if (!loader?.startsWith("/") || depth === deepest) return undefined;
  const fault = findProgramFault(loader, view, host, deepest);
  if (fault === undefined || fault === "unseen") return fault;
  const shown = pathInMessage(loader);
  const fix = fault.fix ?? `Install the C library that has ${shown}, or a program that is linked statically`;
  return { ...fault, state: `is to be loaded by ${shown}, which ${fault.state}`, fix };
}

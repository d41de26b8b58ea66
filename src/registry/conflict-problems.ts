import { type Problem, problem } from "../problems.ts";
import type { DefinedDevice } from "./defined-device.ts";
import { namesInMessage, pathInMessage } from "./name-in-message.ts";
import type { Conflict } from "./rank-definitions.ts";
import { fileKey, type SpecFile } from "./spec-file.ts";

/** What is told of a file's conflicts. */
interface Entanglement {
  readonly devices: string[];
  /** One more than a message names, at most. */
  readonly others: Set<SpecFile>;
  readonly draggedDown: Set<SpecFile>;
}

/** So many files stand in a message. */
const named = 3;

/**
 * One problem for each file that takes part in a conflict, by the file's key; the names must come in order. Thousands of
 * files may take part in one conflict, and two files in thousands, so the work grows with the definitions only. The
 * messages do not count the others: each would be another one whenever a file comes or goes.
 */
export function conflictProblems(conflicts: Iterable<readonly [string, Conflict]>): Map<string, Problem> {
  const entangled = new Map<SpecFile, Entanglement>();
  for (const [name, { clashes, draggedDown }] of conflicts) {
    for (const clash of clashes) {
      for (const { file } of clash) {
        const entry = entanglementOf(entangled, file);
        entry.devices.push(name);
        addOthers(entry.others, clash, file);
        if (draggedDown && entry.draggedDown.size <= named) entry.draggedDown.add(draggedDown.file);
      }
    }
  }
  return new Map(Array.from(entangled, ([file, entry]) => [fileKey(file), conflictProblem(file, entry)]));
}

/** Looks at no more of the clash than is needed: of what is known already, there are only a few. */
function addOthers(others: Set<SpecFile>, clash: readonly DefinedDevice[], self: SpecFile): void {
  for (const { file } of clash) {
    if (others.size > named) return;
    if (file !== self) others.add(file);
  }
}

function entanglementOf(entangled: Map<SpecFile, Entanglement>, file: SpecFile): Entanglement {
  const known = entangled.get(file);
  if (known) return known;
  const fresh: Entanglement = { devices: [], others: new Set(), draggedDown: new Set() };
  entangled.set(file, fresh);
  return fresh;
}

function conflictProblem({ path }: SpecFile, { devices, others, draggedDown }: Entanglement): Problem {
  const override =
    draggedDown.size > 0
      ? `; the definition in ${someFiles(draggedDown)}, which would override it, does not count either`
      : "";
  const message = `Cannot use ${namesInMessage(devices)}: defined with equal priority in ${someFiles(others)}${override}`;
  return problem("conflict", message, { path, devices });
}

function someFiles(files: ReadonlySet<SpecFile>): string {
  const shown = Array.from(files, ({ path }) => pathInMessage(path)).slice(0, named);
  return files.size > named ? `${shown.join(", ")} and others` : shown.join(", ");
}

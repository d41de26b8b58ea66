import { type Problem, problem } from "../problems.ts";
import type { DefinedDevice } from "./defined-device.ts";
import { rankDefinitions } from "./rank-definitions.ts";
import { fileKey, type SpecFile } from "./spec-file.ts";

interface Entanglement {
  readonly file: SpecFile;
  readonly devices: Set<string>;
  readonly others: Set<string>;
  readonly draggedDown: Set<string>;
}

/** One problem for each file that takes part in a conflict, by the file's key; the names must come in order. */
export function conflictProblems(contested: Iterable<readonly DefinedDevice[]>): Map<string, Problem> {
  const entangled = new Map<string, Entanglement>();
  for (const definitions of contested) {
    const ranking = rankDefinitions(definitions);
    if (!ranking || !("conflict" in ranking)) continue;
    const { clashes, draggedDown } = ranking.conflict;
    for (const clash of clashes) {
      for (const { file, name } of clash) {
        const entry = entanglementOf(entangled, file);
        entry.devices.add(name);
        for (const other of clash) if (other.file !== file) entry.others.add(other.path);
        if (draggedDown) entry.draggedDown.add(draggedDown.path);
      }
    }
  }
  return new Map([...entangled].sort(byKey).map(([key, entry]) => [key, conflictProblem(entry)]));
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

function entanglementOf(entangled: Map<string, Entanglement>, file: SpecFile): Entanglement {
  const key = fileKey(file);
  const known = entangled.get(key);
  if (known) return known;
  const fresh = { file, devices: new Set<string>(), others: new Set<string>(), draggedDown: new Set<string>() };
  entangled.set(key, fresh);
  return fresh;
}

function conflictProblem({ file, devices, others, draggedDown }: Entanglement): Problem {
  const names = [...devices];
  const override =
    draggedDown.size > 0
      ? `; the definition in ${some(draggedDown)}, which would override it, does not count either`
      : "";
  const message = `Cannot use ${some(names)}: defined with equal priority in ${some(others)}${override}`;
  return problem("conflict", message, { path: file.path, devices: names });
}

function some(items: Iterable<string>): string {
  const all = [...items];
  const shown = all.slice(0, 3).join(", ");
  return all.length > 3 ? `${shown} and ${all.length - 3} more` : shown;
}

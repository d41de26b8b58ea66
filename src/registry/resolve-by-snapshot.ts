import { candidateFiles } from "./candidate-files.ts";
import { type LoadOptions, loadSnapshot } from "./load-snapshot.ts";
import { isPattern, literalPrefix } from "./match-pattern.ts";
import { type Resolution, resolve } from "./resolve.ts";
import { snapshotOf } from "./snapshot.ts";

/** Resolves names and patterns by a snapshot of the files that can define them; of everything, where one has a fault. */
export async function resolveBySnapshot(
  names: readonly string[],
  dirs: readonly string[],
  options: LoadOptions,
): Promise<Resolution> {
  const files = await candidateFiles(dirs, { kinds: [...new Set(names.map(startOfKind))] }, options);
  const resolution = resolve(names, snapshotOf(files, { revision: "", directories: [] }));
  return "resolved" in resolution ? resolution : resolve(names, await loadSnapshot(dirs, options));
}

/** What a kind must start with to be the one of a name, or of a name that a pattern matches. */
function startOfKind(name: string): string {
  const [start = ""] = (isPattern(name) ? literalPrefix(name) : name).split("=", 1);
  return start;
}

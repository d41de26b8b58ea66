import { escapeControls } from "../cdi/quote.ts";
import type { ListedDirectory } from "./listings.ts";
import type { World } from "./world.ts";

/** Tells a person who sees nothing where it was looked for, in one line on standard error. */
export function nothingNote(
  what: string,
  directories: readonly ListedDirectory[],
  files: readonly { readonly priority: number }[],
  world: World,
): void {
  const fileCounts = new Map<number, number>();
  for (const { priority } of files) fileCounts.set(priority, (fileCounts.get(priority) ?? 0) + 1);
  const places = directories.map(
    (directory) => `${directory.path} (${stateOf(directory, fileCounts.get(directory.priority) ?? 0)})`,
  );
  world.stderr(`cdictl: no ${what} in ${escapeControls(places.join(", "))}\n`);
}

function stateOf({ state }: ListedDirectory, files: number): string {
  if (state !== "present") return state;
  if (files === 0) return "no spec files";
  return files === 1 ? "1 spec file" : `${files} spec files`;
}

/** Lines of the old text, from index `at` on, that give way to others. Lines hold their line breaks. */
export interface Change {
  readonly at: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** Unchanged lines that are shown before and after a change. */
const context = 3;

/** The hunks of a unified diff: changes in order, those whose surroundings touch in one hunk. */
export function printHunks(before: readonly string[], changes: readonly Change[]): string {
  const groups: Change[][] = [];
  for (const change of changes) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group && last && change.at - endOf(last) <= 2 * context) group.push(change);
    else groups.push([change]);
  }
  let shift = 0;
  return groups
    .map((group) => {
      const hunk = printHunk(before, group, shift);
      for (const { removed, added } of group) shift += added.length - removed.length;
      return hunk;
    })
    .join("");
}

function endOf({ at, removed }: Change): number {
  return at + removed.length;
}

/** `shift` is by how many lines the new text is ahead of the old before the hunk. */
function printHunk(before: readonly string[], changes: readonly Change[], shift: number): string {
  const start = Math.max(0, (changes[0]?.at ?? 0) - context);
  const parts: string[] = [];
  let at = start;
  for (const change of changes) {
    parts.push(marked(" ", before.slice(at, change.at)), marked("-", change.removed), marked("+", change.added));
    at = endOf(change);
  }
  const after = before.slice(at, at + context);
  const oldCount = at + after.length - start;
  const newCount = changes.reduce((count, { removed, added }) => count + added.length - removed.length, oldCount);
  return `@@ -${range(start, oldCount)} +${range(start + shift, newCount)} @@\n${parts.join("")}${marked(" ", after)}`;
}

/** An empty range is named by the line before it. */
function range(start: number, count: number): string {
  return `${count === 0 ? start : start + 1},${count}`;
}

function marked(mark: string, lines: readonly string[]): string {
  return lines
    .map((line) => (line.endsWith("\n") ? mark + line : `${mark + line}\n\\ No newline at end of file\n`))
    .join("");
}

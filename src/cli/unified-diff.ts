import { diffArrays } from "diff";
import type { Splice } from "../oci/print-edited.ts";
import { type Change, printHunks } from "./print-hunks.ts";

/**
 * The change that splices make to a file, as a unified diff that `patch` takes; empty where there is none. Only the lines
 * that splices touch are compared, so that its cost grows with the text and not with the square of the change.
 */
export function unifiedDiff(name: string, before: string, splices: readonly Splice[]): string {
  const changes = regionsOf(before, splices).flatMap(changesIn);
  if (changes.length === 0 || spliced(before, { start: 0, end: before.length, splices }) === before) return "";
  const label = labelOf(name);
  return `--- ${label}\n+++ ${label}\n${printHunks(linesOf(before), changes)}`;
}

/** Names are set off so that `patch` reads odd ones right: a tab ends one with blanks, others are quoted as in C. */
function labelOf(name: string): string {
  const escaped = name.replace(/["\\\0-\x1f\x7f]/g, octalEscape);
  if (escaped !== name || name.trim() !== name) return `"${escaped}"`;
  return name.includes(" ") ? `${name}\t` : name;
}

function octalEscape(character: string): string {
  return `\\${character.charCodeAt(0).toString(8).padStart(3, "0")}`;
}

/** The whole lines that splices touch, and what becomes of them. Splices on one line, or on lines next to each other, are in one region. */
function regionsOf(text: string, splices: readonly Splice[]): Change[] {
  const regions: { start: number; end: number; splices: Splice[] }[] = [];
  for (const splice of splices) {
    let region = regions.at(-1);
    if (!region || splice.start > region.end) {
      region = { start: startOfLine(text, splice.start), end: splice.end, splices: [] };
      regions.push(region);
    }
    region.splices.push(splice);
    if (splice.end >= region.end) region.end = endOfLine(text, splice.end);
  }
  let [line, counted] = [0, 0];
  return regions.map((region) => {
    line += linesOf(text.slice(counted, region.start)).length;
    counted = region.start;
    const removed = linesOf(text.slice(region.start, region.end));
    return { at: line, removed, added: linesOf(spliced(text, region)) };
  });
}

function startOfLine(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end + 1;
}

function spliced(
  text: string,
  { start, end, splices }: { start: number; end: number; splices: readonly Splice[] },
): string {
  const parts: string[] = [];
  let at = start;
  for (const splice of splices) {
    parts.push(text.slice(at, splice.start), splice.text);
    at = splice.end;
  }
  return [...parts, text.slice(at, end)].join("");
}

/** Lines with their line breaks; the last may have none. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Beyond as many changed lines a region is shown replaced whole. */
const comparedLines = 500;

function changesIn({ at, removed, added }: Change): Change[] {
  const shortest = Math.min(removed.length, added.length);
  let head = 0;
  while (head < shortest && removed[head] === added[head]) head++;
  let tail = 0;
  while (tail < shortest - head && removed.at(-1 - tail) === added.at(-1 - tail)) tail++;
  const rest: Change = {
    at: at + head,
    removed: removed.slice(head, removed.length - tail),
    added: added.slice(head, added.length - tail),
  };
  if (rest.removed.length === 0 && rest.added.length === 0) return [];
  if (rest.removed.length === 0 || rest.added.length === 0) return [rest];
  return compare(rest) ?? [rest];
}

function compare({ at, removed, added }: Change): Change[] | undefined {
  const parts = diffArrays([...removed], [...added], { maxEditLength: comparedLines });
  if (!parts) return undefined;
  const changes: { at: number; removed: string[]; added: string[] }[] = [];
  let line = at;
  let open = false;
  for (const part of parts) {
    if (!part.added && !part.removed) {
      open = false;
    } else {
      if (!open) changes.push({ at: line, removed: [], added: [] });
      open = true;
      changes.at(-1)?.[part.added ? "added" : "removed"].push(...part.value);
    }
    if (!part.added) line += part.count;
  }
  return changes;
}

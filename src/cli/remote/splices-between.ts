import { type OciDocument, parseOciDocument } from "../../oci/document.ts";
import type { Splice } from "../../oci/print-edited.ts";
import { DocumentComparison } from "./document-comparison.ts";

/**
 * What was put where in a document to make a text of it. Found in the parts that edits can touch, one beside the other, so
 * that a diff of it is the one that whoever made the edits would show; else, what lies between the first and the last
 * difference.
 */
export function splicesBetween(before: OciDocument, after: string): readonly Splice[] {
  if (before.text === after) return [];
  const edited = parseOciDocument(after);
  if ("code" in edited) return [onlySplice(before.text, after)];
  const { splices } = new DocumentComparison(before, edited);
  return splicing(before.text, splices) === after ? splices : [onlySplice(before.text, after)];
}

function splicing(text: string, splices: readonly Splice[]): string {
  let result = "";
  let at = 0;
  for (const splice of splices) {
    result += text.slice(at, splice.start) + splice.text;
    at = splice.end;
  }
  return result + text.slice(at);
}

function onlySplice(before: string, after: string): Splice {
  const shortest = Math.min(before.length, after.length);
  let head = 0;
  while (head < shortest && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shortest - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return { start: head, end: before.length - tail, text: after.slice(head, after.length - tail) };
}

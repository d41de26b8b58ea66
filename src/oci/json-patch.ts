import type { EditedDocument } from "./apply-edits.ts";
import { isNull, type OciDocument } from "./document.ts";
import { type EditBranch, type EditNode, editedMember, editTree, newValue } from "./edit-tree.ts";
import type { ListItem } from "./edited-list.ts";
import type { ArraySpan, ObjectSpan, Span } from "./json-spans.ts";

/**
 * The edits as a JSON Patch (RFC 6902), in JSON text: applied to the original document it gives what `printEdited`
 * gives. It is text because a moved part of the original may hold numbers that no JavaScript number holds.
 */
export function patchOf({ document, edits }: EditedDocument): string {
  const operations: string[] = [];
  collect(document, document.root, editTree(edits), "", operations);
  return `[${operations.join(",")}]`;
}

function collect(
  document: OciDocument,
  object: ObjectSpan,
  branch: EditBranch,
  at: string,
  operations: string[],
): void {
  for (const [key, node] of branch.members) {
    const member = editedMember(object, branch, key);
    const path = `${at}/${escapePointer(member?.key ?? key)}`;
    if (!member) operations.push(operation("add", path, JSON.stringify(newValue(node))));
    else edit(document, member.value, node, path, operations);
  }
}

function edit(document: OciDocument, span: Span, node: EditNode, path: string, operations: string[]): void {
  if (node.is === "object" && span.is === "object") collect(document, span, node, path, operations);
  else if (node.is === "list" && span.is === "array") editList(document, span, node.items, path, operations);
  else if (node.is !== "list" || node.items.length > 0 || !isNull(document, span)) {
    operations.push(operation("replace", path, JSON.stringify(newValue(node))));
  }
}

/** Replacements in place and additions at the end go one by one; where an item has moved, the list is replaced whole. */
function editList(
  document: OciDocument,
  list: ArraySpan,
  items: readonly ListItem[],
  path: string,
  operations: string[],
): void {
  const inPlace =
    items.length >= list.items.length && items.every((item, index) => !("kept" in item) || item.kept === index);
  if (!inPlace) {
    const texts = items.map((item) =>
      "kept" in item ? textOf(document, list.items[item.kept]) : JSON.stringify(item.added),
    );
    operations.push(operation("replace", path, `[${texts.join(",")}]`));
    return;
  }
  for (const [index, item] of items.entries()) {
    if (!("added" in item)) continue;
    const [op, step]: ["replace" | "add", string] =
      index < list.items.length ? ["replace", String(index)] : ["add", "-"];
    operations.push(operation(op, `${path}/${step}`, JSON.stringify(item.added)));
  }
}

function textOf(document: OciDocument, span: Span | undefined): string {
  return span ? document.text.slice(span.start, span.end) : "null";
}

function operation(op: "add" | "replace", path: string, valueText: string): string {
  return `{"op":"${op}","path":${JSON.stringify(path)},"value":${valueText}}`;
}

function escapePointer(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

import type { EditedDocument } from "./apply-edits.ts";
import { isNull, type OciDocument } from "./document.ts";
import { type EditBranch, type EditNode, editedMember, editTree, newValue } from "./edit-tree.ts";
import type { ListItem } from "./edited-list.ts";
import type { ArraySpan, ObjectSpan, Span } from "./json-spans.ts";
import { type JsonStyle, type JsonValue, printInline, printValue } from "./json-style.ts";

/**
 * The text of an edited document: the original's, with the edits spliced in and laid out like their surroundings.
 * Whatever the edits do not name is there to the letter.
 */
export function printEdited(edited: EditedDocument): string {
  const { text } = edited.document;
  let result = "";
  let at = 0;
  for (const { start, end, text: inserted } of splicesOf(edited)) {
    result += text.slice(at, start) + inserted;
    at = end;
  }
  return result + text.slice(at);
}

/** What is cut out of the original's text, and what is put in there. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The splices that make the edited text of the original's, in order and apart from each other. */
export function splicesOf({ document, edits }: EditedDocument): Splice[] {
  const splices: Splice[] = [];
  collect(document, document.root, editTree(edits), splices);
  return splices.sort((a, b) => a.start - b.start);
}

function collect(document: OciDocument, object: ObjectSpan, branch: EditBranch, splices: Splice[]): void {
  const missing: [string, EditNode][] = [];
  for (const [key, node] of branch.members) {
    const member = editedMember(object, branch, key);
    if (!member) missing.push([key, node]);
    else edit(document, member.value, node, splices);
  }
  if (missing.length > 0) splices.push(insertMembers(document, object, missing));
}

function edit(document: OciDocument, span: Span, node: EditNode, splices: Splice[]): void {
  if (node.is === "object" && span.is === "object") collect(document, span, node, splices);
  else if (node.is === "list" && span.is === "array" && span.items.length > 0)
    editList(document, span, node.items, splices);
  else if (node.is !== "list" || node.items.length > 0 || !isEmptyOrNull(document, span)) {
    const text = printNode(node, indentationAt(document.text, span.start), document.style);
    splices.push({ start: span.start, end: span.end, text });
  }
}

function isEmptyOrNull(document: OciDocument, span: Span): boolean {
  return isNull(document, span) || (span.is === "array" && span.items.length === 0);
}

/** Adds members behind the last one of an object. */
function insertMembers(document: OciDocument, object: ObjectSpan, missing: readonly [string, EditNode][]): Splice {
  const { text, style } = document;
  const last = object.members.at(-1);
  if (!last) {
    const members: EditNode = { is: "object", members: new Map(missing), exactKeys: true };
    return { start: object.start, end: object.end, text: printNode(members, indentationAt(text, object.start), style) };
  }
  const onOwnLine = lineBreakBefore(text, last.start);
  const indentation = onOwnLine ? indentationAt(text, last.start) : "";
  const separator = onOwnLine ? `,${style.newline}${indentation}` : `,${style.afterComma}`;
  const members = missing.map(([key, node]) => {
    const printed = onOwnLine ? printNode(node, indentation, style) : printInline(newValue(node), style);
    return `${separator}${JSON.stringify(key)}:${style.afterColon}${printed}`;
  });
  return { start: last.value.end, end: last.value.end, text: members.join("") };
}

/** Prints what is new from its parts, so that those which come again and again are not printed anew. */
function printNode(node: EditNode, prefix: string, style: JsonStyle): string {
  if (node.is === "value") return printValue(node.value, prefix, style);
  if (style.indent === "") return printInline(newValue(node), style);
  const inner = prefix + style.indent;
  const separator = style.newline + inner;
  if (node.is === "list") {
    const items = node.items.flatMap((item) => ("added" in item ? [printValue(item.added, inner, style)] : []));
    return items.length === 0 ? "[]" : `[${separator}${items.join(`,${separator}`)}${style.newline}${prefix}]`;
  }
  const members = Array.from(
    node.members,
    ([key, member]) => `${JSON.stringify(key)}: ${printNode(member, inner, style)}`,
  );
  return members.length === 0 ? "{}" : `{${separator}${members.join(`,${separator}`)}${style.newline}${prefix}}`;
}

/** Items that stay where they are keep their text; from the first one that moves on, the list is put together anew. */
function editList(document: OciDocument, list: ArraySpan, items: readonly ListItem[], splices: Splice[]): void {
  const layout = new ListLayout(document, list);
  let index = 0;
  for (; index < items.length && index < list.items.length; index++) {
    const item = items[index];
    const original = list.items[index];
    if (!item || !original || ("kept" in item && item.kept !== index)) break;
    if ("added" in item) splices.push({ start: original.start, end: original.end, text: layout.print(item.added) });
  }
  if (index === items.length && index === list.items.length) return;
  let rest = "";
  for (let position = index; position < items.length; position++) {
    const item = items[position];
    if (item) rest += layout.separator(position) + ("kept" in item ? layout.keep(item.kept) : layout.print(item.added));
  }
  splices.push({ start: layout.startOfRest(index), end: layout.end, text: rest });
}

/** How the items of a non-empty list are set apart and indented. */
class ListLayout {
  /** End of the last item. */
  readonly end: number;
  readonly #document: OciDocument;
  readonly #list: ArraySpan;
  readonly #multiline: boolean;
  readonly #indentation: string;

  constructor(document: OciDocument, list: ArraySpan) {
    const first = list.items[0]?.start ?? list.start;
    this.#document = document;
    this.#list = list;
    this.end = list.items.at(-1)?.end ?? list.start + 1;
    this.#multiline = lineBreakBefore(document.text, first);
    this.#indentation = this.#multiline ? indentationAt(document.text, first) : "";
  }

  /** Where the item at an index begins, with what sets it apart from the one before. */
  startOfRest(index: number): number {
    return index === 0 ? (this.#list.items[0]?.start ?? this.end) : (this.#list.items[index - 1]?.end ?? this.end);
  }

  separator(index: number): string {
    if (index === 0) return "";
    const { text, style } = this.#document;
    const [before, after] = [this.#list.items[index - 1], this.#list.items[index]];
    if (before && after) return text.slice(before.end, after.start);
    return this.#multiline ? `,${style.newline}${this.#indentation}` : `,${style.afterComma}`;
  }

  keep(index: number): string {
    const item = this.#list.items[index];
    return item ? this.#document.text.slice(item.start, item.end) : "";
  }

  print(value: JsonValue): string {
    const { style } = this.#document;
    return this.#multiline ? printValue(value, this.#indentation, style) : printInline(value, style);
  }
}

function lineBreakBefore(text: string, at: number): boolean {
  let before = at - 1;
  while (text[before] === " " || text[before] === "\t") before--;
  return text[before] === "\n";
}

/** The white space that the line of an offset begins with. */
function indentationAt(text: string, at: number): string {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  let end = start;
  while (text[end] === " " || text[end] === "\t") end++;
  return text.slice(start, end);
}

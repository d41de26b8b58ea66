import { foldKey } from "../cdi/fold-key.ts";
import { hookNames } from "../cdi/hook-names.ts";
import { lineAndColumn } from "../cdi/text/line-and-column.ts";
import { type Problem, problem } from "../problems.ts";
import { type Interest, JsonFault, type MemberSpan, type ObjectSpan, type Span } from "./json-spans.ts";
import { detectStyle, type JsonStyle } from "./json-style.ts";
import { readSpans } from "./read-spans.ts";
import { WrongShape } from "./wrong-shape.ts";

/** An OCI runtime spec as text, with the spans of the parts that edits can touch. Never changes. */
export interface OciDocument {
  readonly text: string;
  readonly root: ObjectSpan;
  readonly style: JsonStyle;
}

const leaf: Interest = {};
const leaves: Interest = { items: leaf };

function object(members: Record<string, Interest>): Interest {
  return { members: new Map(Object.entries(members).map(([key, interest]) => [foldKey(key), interest])) };
}

function listOf(...fields: string[]): Interest {
  return { items: object(Object.fromEntries(fields.map((field) => [field, leaf]))) };
}

/** The parts of an OCI spec that CDI edits read or write. */
export const editable: Interest = object({
  process: object({ env: leaves, user: object({ uid: leaf, gid: leaf, additionalGids: leaves }) }),
  mounts: listOf("destination"),
  hooks: object(Object.fromEntries(hookNames.map((name) => [name, leaves]))),
  annotations: object({}),
  linux: object({
    devices: listOf("path"),
    resources: object({ devices: leaves }),
    namespaces: listOf("type"),
    netDevices: object({}),
    intelRdt: leaf,
  }),
});

/** Reads an OCI runtime spec; `path` goes into the problem where it is not a JSON object. */
export function parseOciDocument(text: string, path?: string): OciDocument | Problem {
  try {
    const root = readSpans(text, editable);
    if (root.is === "object") return { text, root, style: detectStyle(text) };
    return refuse("invalid-oci-document", "An OCI spec is a JSON object", root.start);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    return refuse(error.code, text.trim() === "" ? "The document is empty" : error.message, error.offset);
  }

  function refuse(code: Problem["code"], reason: string, offset: number): Problem {
    const place = { ...(path === undefined ? {} : { path }), ...lineAndColumn(text, offset) };
    return problem(code, `Cannot use the OCI spec: ${reason}`, place);
  }
}

/**
 * The value of the member that a Go reader takes for `key`: the exact key, else one that differs in case only.
 * Undefined where it is absent or null.
 * @throws WrongShape where the span is no object
 */
export function memberSpan(document: OciDocument, span: Span, key: string): Span | undefined {
  if (isNull(document, span)) return undefined;
  if (span.is !== "object") throw new WrongShape(span, "an object");
  const member = memberOf(span, key);
  return member && !isNull(document, member.value) ? member.value : undefined;
}

/** The member with exactly this key, else with one that differs in case only; null or not. */
export function memberOf(object: ObjectSpan, key: string): MemberSpan | undefined {
  return exactMemberOf(object, key) ?? object.members.find((member) => foldKey(member.key) === foldKey(key));
}

export function exactMemberOf(object: ObjectSpan, key: string): MemberSpan | undefined {
  return object.members.find((member) => member.key === key);
}

/**
 * What a path leads to; undefined where something on the way is absent or null.
 * @throws WrongShape where something on the way is no object
 */
export function spanAt(document: OciDocument, path: readonly string[]): Span | undefined {
  let span: Span | undefined = document.root;
  for (const key of path) {
    if (span === undefined) return undefined;
    span = memberSpan(document, span, key);
  }
  return span;
}

/**
 * The items of the list that a path leads to; none where it is absent or null.
 * @throws WrongShape where it is no list
 */
export function itemsAt(document: OciDocument, path: readonly string[]): readonly Span[] {
  const span = spanAt(document, path);
  if (span === undefined) return [];
  if (span.is !== "array") throw new WrongShape(span, "a list");
  return span.items;
}

export function isNull(document: OciDocument, span: Span): boolean {
  return span.is === "leaf" && span.end - span.start === 4 && document.text.startsWith("null", span.start);
}

/**
 * The text that a span holds; empty for null, as Go readers have it.
 * @throws WrongShape where it holds something else
 */
export function stringAt(document: OciDocument, span: Span): string {
  const { text } = document;
  if (isNull(document, span)) return "";
  if (span.is !== "leaf" || text.charCodeAt(span.start) !== quoteMark) throw new WrongShape(span, "text");
  const source = text.slice(span.start, span.end);
  return source.includes("\\") ? String(JSON.parse(source)) : source.slice(1, -1);
}

const quoteMark = 0x22;

/**
 * The user or group number that a path leads to; 0 where it is absent or null.
 * @throws WrongShape where it is no such number
 */
export function idAt(document: OciDocument, path: readonly string[]): number {
  const span = spanAt(document, path);
  return span ? idOf(document, span) : 0;
}

/**
 * The user or group number that a span holds.
 * @throws WrongShape where it is no such number
 */
export function idOf(document: OciDocument, span: Span): number {
  const source = document.text.slice(span.start, span.end);
  if (/^(?:0|[1-9][0-9]{0,9})$/.test(source) && Number(source) <= 0xffff_ffff) return Number(source);
  throw new WrongShape(span, "a 32-bit whole number");
}

/**
 * A text field of a list's item; empty where it is absent, as Go readers have it.
 * @throws WrongShape where the item is no object or the field no text
 */
export function fieldOf(document: OciDocument, item: Span, field: string): string {
  const span = memberSpan(document, item, field);
  return span ? stringAt(document, span) : "";
}

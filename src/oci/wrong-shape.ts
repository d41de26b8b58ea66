import { quote } from "../cdi/quote.ts";
import { lineAndColumn } from "../cdi/text/line-and-column.ts";
import type { Span } from "./json-spans.ts";

/** A value of an OCI document that has another type than the specification's, where edits or requests must go. */
export interface DocumentFault {
  readonly code: "invalid-oci-document";
  /** Names the value, as in `linux.devices[0].path`. */
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** Ends the work on a document at a value of the wrong type; `documentFault` says which. */
export class WrongShape extends Error {
  readonly span: Span;
  readonly due: string;

  /** `due` says what the value should be: `a list`. */
  constructor(span: Span, due: string) {
    super(`not ${due}`);
    this.span = span;
    this.due = due;
  }
}

/** `document` is the one that the misshapen value is in. */
export function documentFault(
  document: { readonly text: string; readonly root: Span },
  { span, due }: WrongShape,
): DocumentFault {
  const path = stepsTo(document.root, span).join("").replace(/^\./, "");
  const message = `Cannot use the OCI spec: ${path} is not ${due}`;
  return { code: "invalid-oci-document", message, ...lineAndColumn(document.text, span.start) };
}

function stepsTo(from: Span, target: Span): string[] {
  if (from === target) return [];
  const holds = (span: Span) => span.start <= target.start && target.end <= span.end;
  if (from.is === "object") {
    const member = from.members.find(({ value }) => holds(value));
    return member ? [memberStep(member.key), ...stepsTo(member.value, target)] : [];
  }
  if (from.is === "leaf") return [];
  const index = from.items.findIndex(holds);
  return [`[${index}]`, ...stepsTo(from.items[index] ?? target, target)];
}

function memberStep(key: string): string {
  return /^\w+$/.test(key) ? `.${key}` : `[${quote(key)}]`;
}

/**
 * A JSON text read into spans: where the parts of interest start and end. The text itself stays the truth, so whatever
 * is not edited keeps its numbers, escapes, spacing and order to the letter.
 */
export type Span = ObjectSpan | ArraySpan | LeafSpan;

export interface ObjectSpan {
  readonly is: "object";
  readonly start: number;
  readonly end: number;
  readonly members: readonly MemberSpan[];
}

export interface MemberSpan {
  readonly key: string;
  readonly start: number;
  readonly value: Span;
}

export interface ArraySpan {
  readonly is: "array";
  readonly start: number;
  readonly end: number;
  readonly items: readonly Span[];
}

/** A string, number or word, or an object or array of no interest. */
export interface LeafSpan {
  readonly is: "leaf";
  readonly start: number;
  readonly end: number;
}

/**
 * Which parts of a document to read into: those members of an object, by their key in lower case since Go readers take
 * any case, or every item of an array.
 */
export interface Interest {
  readonly members?: ReadonlyMap<string, Interest>;
  readonly items?: Interest;
}

/** Why a text is no JSON document to edit. */
export class JsonFault extends Error {
  readonly code: "invalid-oci-syntax" | "duplicate-key" | "nesting-too-deep";
  readonly offset: number;

  constructor(code: JsonFault["code"], message: string, offset: number) {
    super(message);
    this.code = code;
    this.offset = offset;
  }
}

/** Objects and arrays within each other; the OCI specification needs about eight. */
export const deepestNesting = 1000;

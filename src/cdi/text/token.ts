/**
 * The parts that a text is made of. A `block-…` token has no text of its own: it stands where indentation starts or ends
 * a collection; likewise `key` stands before a key that only its colon gave away.
 */
export type Token =
  | MarkToken
  | { readonly is: "version"; readonly isSupported: boolean; readonly offset: number }
  | { readonly is: "tag-handle"; readonly handle: string; readonly prefix: string; readonly offset: number }
  | { readonly is: "alias" | "anchor"; readonly name: string; readonly offset: number }
  | TagToken
  | ScalarToken;

export interface MarkToken {
  readonly is: Mark;
  readonly offset: number;
}

export type Mark = DocumentMark | BlockStart | "block-end" | "entry" | "key" | "value" | "[" | "]" | "{" | "}" | ",";

export type DocumentMark = "document-start" | "document-end" | "text-end";

export type BlockStart = "block-mapping" | "block-sequence";

/** A tag as written: `!!int` has the handle `!!`, `!<…>` and a lone `!` have none. */
export interface TagToken {
  readonly is: "tag";
  readonly handle: string;
  readonly suffix: string;
  readonly offset: number;
}

export interface ScalarToken {
  readonly is: "scalar";
  readonly text: string;
  /** Neither quoted nor a block scalar, so that it may stand for something else than text. */
  readonly plain: boolean;
  readonly offset: number;
}

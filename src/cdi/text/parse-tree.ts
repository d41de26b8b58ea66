import { Cursor } from "./cursor.ts";
import { Grammar } from "./grammar.ts";
import { findReaderFault, isReadAhead } from "./reader-fault.ts";
import { Refusal, refuse } from "./refusal.ts";
import { findIgnored } from "./rest-of-text.ts";
import { Tags } from "./tags.ts";
import type { TextIssue } from "./text-issue.ts";
import type { Token } from "./token.ts";
import { TokenStream } from "./token-stream.ts";
import type { TreeNode } from "./tree.ts";
import { refuseToken } from "./unexpected-token.ts";

/** The first document of a text, or why the reference refuses it. `ignored` is what follows that document, if anything. */
export type ParsedText =
  | { readonly tree: TreeNode; readonly ignored: TextIssue | undefined }
  | { readonly fault: TextIssue };

/**
 * Reads a text as the reference does: as YAML 1.1 with the scalars of go-yaml v2, whatever the file is called, and its
 * first document only. Takes time in proportion to the text.
 */
export function parseTree(text: string): ParsedText {
  const forbidden = findReaderFault(text);
  const cursor = new Cursor(text, text.charCodeAt(0) === byteOrderMark ? 1 : 0);
  const parsed = parseFirstDocument(cursor);
  if (!forbidden) return parsed;
  const isNoticed =
    "fault" in parsed ? forbidden.offset < parsed.fault.offset : isReadAhead(text, cursor.offset, forbidden.offset);
  return isNoticed ? { fault: forbidden } : parsed;
}

const byteOrderMark = 0xfeff;

function parseFirstDocument(cursor: Cursor): ParsedText {
  try {
    const tokens = new TokenStream(cursor);
    const tree = readDocument(tokens);
    const end = tokens.peek();
    return { tree, ignored: end.is === "text-end" ? undefined : findIgnored(cursor.text, end.offset) };
  } catch (error) {
    if (error instanceof Refusal) return { fault: error.fault };
    throw error;
  }
}

function readDocument(tokens: TokenStream): TreeNode {
  const tags = new Tags();
  const isExplicit = readDirectives(tokens, tags);
  const first = tokens.peek();
  if (first.is === "text-end" || (isExplicit && endsDocument(first))) refuseEmpty(0);
  const tree = new Grammar(tokens, tags).node("block");
  if (tree.is === "scalar" && tree.value === null) refuseEmpty(tree.offset);
  return tree;
}

/** Reads directives and `---`; true where these start the document. */
function readDirectives(tokens: TokenStream, tags: Tags): boolean {
  let hasVersion = false;
  let hasDirective = false;
  for (;;) {
    const token = tokens.peek();
    if (token.is === "version") {
      if (hasVersion) refuse("%YAML stands twice", token.offset);
      if (!token.isSupported) refuse("The reference reads YAML 1.1 only", token.offset);
      hasVersion = true;
    } else if (token.is === "tag-handle") {
      tags.declare(token.handle, token.prefix, token.offset);
    } else if (token.is === "document-start") {
      tokens.next();
      return true;
    } else if (hasDirective) {
      refuseToken(token, '"---"');
    } else {
      return false;
    }
    hasDirective = true;
    tokens.next();
  }
}

function endsDocument({ is }: Token): boolean {
  return is === "version" || is === "tag-handle" || is === "document-start" || is === "document-end";
}

function refuseEmpty(offset: number): never {
  throw new Refusal("empty-document", "The file holds no spec", offset);
}

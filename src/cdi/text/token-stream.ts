import * as character from "./characters.ts";
import { isBlankOrEnd } from "./characters.ts";
import type { Cursor } from "./cursor.ts";
import { isDocumentMark } from "./document-mark.ts";
import { refuse } from "./refusal.ts";
import { scanBlockScalar } from "./scan-block-scalar.ts";
import { scanDirective } from "./scan-directive.ts";
import { scanPlain } from "./scan-plain.ts";
import { scanAnchor, scanTag } from "./scan-properties.ts";
import { scanQuoted } from "./scan-quoted.ts";
import { Structure } from "./structure.ts";
import type { DocumentMark, Token } from "./token.ts";

/**
 * The tokens of a text, scanned no further than it takes to tell the next one: what the reference never reaches cannot
 * be an error.
 */
export class TokenStream {
  readonly #cursor: Cursor;
  readonly #structure: Structure;

  constructor(cursor: Cursor) {
    this.#cursor = cursor;
    this.#structure = new Structure(cursor);
  }

  peek(): Token {
    for (;;) {
      const token = this.#structure.queue.head(this.#cursor);
      if (token) return token;
      this.#scan();
    }
  }

  next(): Token {
    const token = this.peek();
    this.#structure.queue.drop();
    return token;
  }

  #scan(): void {
    const cursor = this.#cursor;
    const structure = this.#structure;
    this.#skipSpacing();
    structure.closeBlocks(cursor.column);
    const code = cursor.code();
    if (code === character.endOfText) this.#documentMark("text-end", 0);
    else if (isDocumentMark(cursor)) {
      this.#documentMark(code === character.dash ? "document-start" : "document-end", 3);
    } else if (code === character.percent && cursor.column === 0) this.#directive();
    else if (!this.#scanIndicator(code)) this.#plain();
  }

  /** Scans what starts with an indicator; false where the character at the cursor is none. */
  #scanIndicator(code: number): boolean {
    const structure = this.#structure;
    switch (code) {
      case character.openBracket:
        return structure.openFlow("[");
      case character.openBrace:
        return structure.openFlow("{");
      case character.closeBracket:
        return structure.closeFlow("]");
      case character.closeBrace:
        return structure.closeFlow("}");
      case character.comma:
        return structure.separate();
      case character.dash:
        return this.#isFollowedByBlank() && structure.entry();
      case character.question:
        return this.#standsAlone() && structure.explicitKey();
      case character.colon:
        return this.#standsAlone() && structure.value();
      default:
        return this.#scanNode(code);
    }
  }
  /** Passes blanks, comments and line breaks. No tab may stand where it would look like indentation. */
  #skipSpacing(): void {
    const cursor = this.#cursor;
    const structure = this.#structure;
    for (;;) {
      const code = cursor.code();
      if (code === character.space) cursor.advance();
      else if (code === character.tab && (structure.inFlow || !structure.isKeyAllowed)) cursor.advance();
      else if (code === character.hash) cursor.skipComment();
      else if (cursor.takeBreak() === "") return;
      else if (!structure.inFlow) structure.isKeyAllowed = true;
    }
  }

  #isFollowedByBlank(): boolean {
    return isBlankOrEnd(this.#cursor.code(1));
  }

  /** Whether a `?` or `:` here is an indicator: in flow always, in block context with a blank behind it. */
  #standsAlone(): boolean {
    return this.#structure.inFlow || this.#isFollowedByBlank();
  }

  #scanNode(code: number): boolean {
    const cursor = this.#cursor;
    const structure = this.#structure;
    switch (code) {
      case character.asterisk:
        return structure.addNode(() => scanAnchor(cursor, "alias"));
      case character.ampersand:
        return structure.addNode(() => scanAnchor(cursor, "anchor"));
      case character.exclamation:
        return structure.addNode(() => scanTag(cursor));
      case character.singleQuote:
      case character.doubleQuote:
        return structure.addNode(() => scanQuoted(cursor));
      case character.pipe:
      case character.greater:
        return structure.inFlow ? this.#refuseStart(code) : this.#blockScalar();
      case character.percent:
      case character.at:
      case character.backquote:
        return this.#refuseStart(code);
      case character.tab:
        return refuse("A tab stands where spaces must indent", cursor.offset);
      default:
        return false;
    }
  }

  #plain(): void {
    const structure = this.#structure;
    let endedLine = false;
    structure.addNode(() => {
      const scalar = scanPlain(this.#cursor, structure.indent + 1, structure.inFlow);
      endedLine = scalar.endedLine;
      return scalar.token;
    });
    if (endedLine) structure.isKeyAllowed = true;
  }

  #blockScalar(): true {
    this.#structure.giveUpKey();
    this.#structure.isKeyAllowed = true;
    this.#structure.queue.add(scanBlockScalar(this.#cursor, this.#structure.indent));
    return true;
  }

  #directive(): void {
    this.#structure.closeAll();
    this.#structure.queue.add(scanDirective(this.#cursor));
  }

  #documentMark(is: DocumentMark, length: number): void {
    if (is === "text-end") this.#cursor.endLine();
    this.#structure.closeAll();
    this.#structure.queue.add({ is, offset: this.#cursor.offset });
    this.#cursor.advance(length);
  }

  #refuseStart(code: number): never {
    refuse(`${JSON.stringify(String.fromCharCode(code))} cannot start a value; quote it`, this.#cursor.offset);
  }
}

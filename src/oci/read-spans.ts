import { foldKey } from "../cdi/fold-key.ts";
import { deepestNesting, type Interest, JsonFault, type MemberSpan, type Span } from "./json-spans.ts";
import { SeenKeys } from "./seen-keys.ts";

/**
 * Reads a whole text as one JSON value, as strictly as `JSON.parse`, and refuses repeated keys and deep nesting as well.
 * @throws JsonFault
 */
export function readSpans(text: string, interest: Interest): Span {
  const reader = new SpanReader(text);
  const root = reader.value(interest, 0);
  reader.expectEnd();
  return root;
}

const [tab, newline, carriageReturn, space, quoteMark, comma, minus, colon] = [9, 10, 13, 32, 0x22, 0x2c, 0x2d, 0x3a];
const [openBracket, backslash, closeBracket, openBrace, closeBrace] = [0x5b, 0x5c, 0x5d, 0x7b, 0x7d];

const numberText = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y;
const escapeSequence = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

class SpanReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Reads the value at the cursor; without an interest it is passed over and becomes a leaf. */
  value(interest: Interest | undefined, depth: number): Span {
    const start = this.#skipSpace();
    if (!interest) {
      this.#pass(depth);
    } else if (this.#text.charCodeAt(start) === openBrace) {
      const members: MemberSpan[] = [];
      this.#object(start, interest.members, members, depth + 1);
      return { is: "object", start, end: this.#at, members };
    } else if (this.#text.charCodeAt(start) === openBracket) {
      const items: Span[] = [];
      this.#array(start, interest.items, items, depth + 1);
      return { is: "array", start, end: this.#at, items };
    } else {
      this.#pass(depth);
    }
    return { is: "leaf", start, end: this.#at };
  }

  expectEnd(): void {
    if (this.#skipSpace() < this.#text.length) this.#fail("Text after the end of the JSON document");
  }

  /** Checks the value at the cursor and keeps nothing of it. */
  #pass(depth: number): void {
    const start = this.#skipSpace();
    switch (this.#text.charCodeAt(start)) {
      case openBrace:
        this.#object(start, undefined, undefined, depth + 1);
        break;
      case openBracket:
        this.#array(start, undefined, undefined, depth + 1);
        break;
      case quoteMark:
        this.#string();
        break;
      default:
        this.#word(start);
    }
  }

  #object(start: number, interests: Interest["members"], kept: MemberSpan[] | undefined, depth: number): void {
    this.#enter(start, depth);
    const keys = new SeenKeys();
    let next = this.#skipSpace();
    if (this.#text.charCodeAt(next) === closeBrace) {
      this.#at = next + 1;
      return;
    }
    do {
      next = this.#skipSpace();
      if (this.#text.charCodeAt(next) !== quoteMark) this.#fail("A key in double quotes is due");
      const key = this.#key(next, keys);
      if (this.#text.charCodeAt(this.#skipSpace()) !== colon) this.#fail("A colon is due after a key");
      this.#at++;
      if (kept) kept.push({ key, start: next, value: this.value(this.#interestIn(key, interests, kept, next), depth) });
      else this.#pass(depth);
    } while (this.#goesOn(closeBrace, "A comma or } is due"));
  }

  #array(start: number, interest: Interest | undefined, kept: Span[] | undefined, depth: number): void {
    this.#enter(start, depth);
    const next = this.#skipSpace();
    if (this.#text.charCodeAt(next) === closeBracket) {
      this.#at = next + 1;
      return;
    }
    do {
      if (kept) kept.push(this.value(interest, depth));
      else this.#pass(depth);
    } while (this.#goesOn(closeBracket, "A comma or ] is due"));
  }

  /** Keys that Go readers take for one make it unclear where an edit belongs. */
  #interestIn(
    key: string,
    interests: Interest["members"],
    before: readonly MemberSpan[],
    start: number,
  ): Interest | undefined {
    if (interests === undefined) return undefined;
    const folded = foldKey(key);
    const interest = interests.get(folded);
    const twin = interest && before.find((member) => foldKey(member.key) === folded);
    if (!twin) return interest;
    const message = `Keys ${JSON.stringify(twin.key)} and ${JSON.stringify(key)} are one to a Go reader`;
    throw new JsonFault("duplicate-key", message, start);
  }

  #enter(start: number, depth: number): void {
    if (depth > deepestNesting) {
      throw new JsonFault("nesting-too-deep", `The document is nested more than ${deepestNesting} deep`, start);
    }
    this.#at = start + 1;
  }

  /** Passes a comma (true) or the closing bracket (false). */
  #goesOn(close: number, due: string): boolean {
    const code = this.#text.charCodeAt(this.#skipSpace());
    if (code !== comma && code !== close) this.#fail(due);
    this.#at++;
    return code === comma;
  }

  #key(start: number, keys: SeenKeys): string {
    const escaped = this.#string();
    const key = escaped
      ? String(JSON.parse(this.#text.slice(start, this.#at)))
      : this.#text.slice(start + 1, this.#at - 1);
    if (!keys.add(key)) throw new JsonFault("duplicate-key", `Key ${JSON.stringify(key)} stands twice`, start);
    return key;
  }

  /** Passes a string; true where it has escapes. */
  #string(): boolean {
    const text = this.#text;
    let escaped = false;
    for (let at = this.#at + 1; ; at++) {
      const code = text.charCodeAt(at);
      if (code === quoteMark) {
        this.#at = at + 1;
        return escaped;
      }
      if (code === backslash) {
        escapeSequence.lastIndex = at;
        const match = escapeSequence.exec(text);
        if (!match) this.#fail("Invalid escape in a string", at);
        at += match[0].length - 1;
        escaped = true;
      } else if (!(code >= space)) {
        this.#fail(at < text.length ? "Control character in a string" : "A string has no end", at);
      }
    }
  }

  #word(start: number): void {
    const text = this.#text;
    const code = text.charCodeAt(start);
    if (code === minus || (code >= 0x30 && code <= 0x39)) {
      numberText.lastIndex = start;
      if (!numberText.test(text)) this.#fail("Invalid number");
      this.#at = numberText.lastIndex;
      return;
    }
    const word = words.find((candidate) => text.startsWith(candidate, start));
    if (word === undefined)
      this.#fail(start < text.length ? "A JSON value is due" : "The document ends where a value is due");
    this.#at = start + word.length;
  }

  #skipSpace(): number {
    const text = this.#text;
    let at = this.#at;
    for (; ; at++) {
      const code = text.charCodeAt(at);
      if (code !== space && code !== newline && code !== carriageReturn && code !== tab) break;
    }
    this.#at = at;
    return at;
  }

  #fail(message: string, offset = this.#at): never {
    throw new JsonFault("invalid-oci-syntax", message, offset);
  }
}

const words = ["true", "false", "null"];

import { endOfWord, isSpace, placeOf, unquoted } from "./policy-words.ts";

/** A piece of AppArmor policy. Words stand as they are written, quotes and all. */
export type Statement =
  | { readonly kind: "include"; readonly target: string; readonly ifExists: boolean }
  | { readonly kind: "variable"; readonly name: string; readonly values: readonly string[] }
  | { readonly kind: "rule"; readonly words: readonly string[] }
  | Block;

export interface Block {
  readonly kind: "block";
  readonly words: readonly string[];
  readonly statements: readonly Statement[];
}

/** Takes the text of policy apart. Whatever it is there is an answer; what is no policy makes odd statements. */
export function parseStatements(text: string): readonly Statement[] {
  return new StatementParser(text).parse();
}

interface Open {
  /** What stands before the brace. */
  readonly head: readonly string[];
  readonly statements: Statement[];
}

const include = /#?include(?=[\s<"])[ \t]*(if exists[ \t]*)?(<[^>\n]*>|"[^"\n]*"|[^\s,}]+)/y;
const variable = /@\{(\w+)\}[ \t]*\+?=([^\n]*)/y;
const flag = /\$\{?\w+\}?[ \t]*\+?=[^\n]*/y;

class StatementParser {
  readonly #text: string;
  readonly #open: Open[] = [];
  #statements: Statement[] = [];
  #words: string[] = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): readonly Statement[] {
    while (this.#at < this.#text.length) this.#step(this.#text[this.#at] ?? "");
    this.#endRule();
    while (this.#open.length > 0) this.#close();
    return this.#statements;
  }

  #step(character: string): void {
    if (isSpace(character)) this.#at += 1;
    else if (this.#words.length === 0 && this.#line()) return;
    else if (character === "#") this.#at = placeOf(this.#text, "\n", this.#at);
    else if (character === "{" && !this.#awaitsWord()) this.#begin();
    else if (character === "}") this.#end();
    else if (character === ",") {
      this.#at += 1;
      this.#endRule();
    } else this.#add(this.#word());
  }

  /** What no comma ends. */
  #line(): boolean {
    const included = this.#takes(include);
    if (included) {
      this.#statements.push({ kind: "include", target: included[2] ?? "", ifExists: included[1] !== undefined });
      return true;
    }
    const set = this.#takes(variable);
    if (set) {
      const values = set[2]?.match(/"[^"]*"|#.*|[^\s"#][^\s"]*/g)?.filter((value) => !value.startsWith("#")) ?? [];
      this.#statements.push({ kind: "variable", name: set[1] ?? "", values: values.map(unquoted) });
      return true;
    }
    return this.#takes(flag) !== undefined;
  }

  #takes(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (!found) return undefined;
    this.#at += found[0].length;
    return found;
  }

  /** No file rule begins with a brace, but a name after an arrow and a list can. */
  #awaitsWord(): boolean {
    return /(?:->|=|^in)$/.test(this.#words.at(-1) ?? "");
  }

  #begin(): void {
    this.#at += 1;
    this.#open.push({ head: this.#words, statements: this.#statements });
    this.#words = [];
    this.#statements = [];
  }

  #end(): void {
    this.#at += 1;
    this.#endRule();
    if (this.#open.length > 0) this.#close();
  }

  #close(): void {
    const open = this.#open.pop();
    if (!open) return;
    open.statements.push({ kind: "block", words: open.head, statements: this.#statements });
    this.#statements = open.statements;
  }

  #endRule(): void {
    if (this.#words.length > 0) this.#statements.push({ kind: "rule", words: this.#words });
    this.#words = [];
  }

  /** What is put equal to something is one word with it. */
  #add(word: string): void {
    const before = this.#words.at(-1);
    if (before !== undefined && (word === "=" || /[^<=]=$/.test(before)))
      this.#words.push(`${this.#words.pop()}${word}`);
    else this.#words.push(word);
  }

  #word(): string {
    const start = this.#at;
    this.#at = endOfWord(this.#text, start);
    return this.#text.slice(start, this.#at);
  }
}

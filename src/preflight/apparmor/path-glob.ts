/** A pattern of paths as AppArmor has them, taken apart. */
export interface PathGlob {
  /** Whether a path fits it, in time that grows with the length of both and no more. */
  readonly matches: (path: string) => boolean;
}

type Part =
  | { readonly kind: "one"; readonly fits: (character: string) => boolean }
  | { readonly kind: "many"; readonly crosses: boolean }
  | { readonly kind: "either"; readonly ways: readonly (readonly Part[])[] };

/** Nobody nests alternatives so deeply by intent. */
const deepest = 20;

/** Undefined where the text is no such pattern, or of a kind that is not understood here. */
export function parsePathGlob(text: string): PathGlob | undefined {
  const parser = new GlobParser(bytesOf(text));
  const parts = parser.sequence(0);
  if (!parts || !parser.isAtEnd) return undefined;
  const [prefix = ""] = /^[^*?[{\\]*/.exec(text) ?? [];
  return { matches: (path) => path.startsWith(prefix) && fits(parts, bytesOf(path)) };
}

/** The kernel matches bytes: for it `é` is two characters. */
function bytesOf(text: string): string {
  return /^[\0-\x7f]*$/.test(text) ? text : Buffer.from(text).toString("latin1");
}

function fits(parts: readonly Part[], path: string): boolean {
  const reached = new Array<boolean>(path.length + 1).fill(false);
  reached[0] = true;
  return advance(parts, path, reached)[path.length] === true;
}

/** From the places of a path that were reached, those that the parts lead on to. */
function advance(parts: readonly Part[], path: string, from: readonly boolean[]): readonly boolean[] {
  return parts.reduce((reached, part) => step(part, path, reached), from);
}

function step(part: Part, path: string, from: readonly boolean[]): readonly boolean[] {
  if (part.kind === "either") {
    const ends = part.ways.map((way) => advance(way, path, from));
    return from.map((_, at) => ends.some((end) => end[at] === true));
  }
  if (part.kind === "one") return from.map((_, at) => at > 0 && from[at - 1] === true && part.fits(path[at - 1] ?? ""));
  let isReached = false;
  return from.map((here, at) => {
    isReached = here || (isReached && at > 0 && (part.crosses || path[at - 1] !== "/"));
    return isReached;
  });
}

const noSlash: Part = { kind: "one", fits: (given) => given !== "/" };

class GlobParser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  /** Up to the end or, within alternatives, up to what ends one of them. */
  sequence(depth: number): Part[] | undefined {
    const parts: Part[] = [];
    while (!this.isAtEnd) {
      const character = this.#text[this.#at] ?? "";
      if (depth > 0 && (character === "," || character === "}")) return parts;
      this.#at += 1;
      const more = character === "*" ? this.#stars() : this.#part(character, depth);
      if (!more) return undefined;
      parts.push(...[more].flat());
    }
    return parts;
  }

  /** Between slashes, or after the last, a star stands for a name that is there. */
  #stars(): Part[] {
    const isAfterSlash = this.#text[this.#at - 2] === "/";
    let count = 1;
    while (this.#takes("*")) count += 1;
    const isName = isAfterSlash && (this.isAtEnd || this.#text[this.#at] === "/");
    return [...(isName ? [noSlash] : []), { kind: "many", crosses: count > 1 }];
  }

  #part(character: string, depth: number): Part | undefined {
    if (character === "?") return noSlash;
    if (character === "[") return this.#class();
    if (character === "{") return depth < deepest ? this.#alternatives(depth + 1) : undefined;
    if (character === "}" || character === "]") return undefined;
    const literal = character === "\\" ? this.#escaped() : character;
    return literal === undefined ? undefined : { kind: "one", fits: (given) => given === literal };
  }

  /** A letter or digit would begin the number of a character. */
  #escaped(): string | undefined {
    const character = this.#text[this.#at++] ?? "a";
    return /[a-z\d]/i.test(character) ? undefined : character;
  }

  #alternatives(depth: number): Part | undefined {
    const ways: Part[][] = [];
    for (;;) {
      const way = this.sequence(depth);
      if (!way || this.isAtEnd) return undefined;
      ways.push(way);
      if (this.#text[this.#at++] === "}") return ways.length > 1 ? { kind: "either", ways } : undefined;
    }
  }

  #class(): Part | undefined {
    const isNegated = this.#takes("^");
    const end = this.#text.indexOf("]", this.#at);
    const inside = this.#text.slice(this.#at, end);
    if (end < 0 || inside === "" || /[[*?\\{}]/.test(inside)) return undefined;
    this.#at = end + 1;
    return { kind: "one", fits: (given) => isIn(inside, given) !== isNegated };
  }

  #takes(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }
}

/** Whether a character is among some, which can be given as ranges: `a-z_`. */
function isIn(inside: string, given: string): boolean {
  for (let at = 0; at < inside.length; at += 1) {
    const from = inside[at] ?? "";
    const isRange = inside[at + 1] === "-" && at + 2 < inside.length;
    const to = isRange ? (inside[at + 2] ?? "") : from;
    if (given >= from && given <= to) return true;
    if (isRange) at += 2;
  }
  return false;
}

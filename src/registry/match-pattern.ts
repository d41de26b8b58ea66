/** Whether a text asks for all names of a pattern: no device name has any of these characters. */
export function isPattern(text: string): boolean {
  return patternCharacter.test(text);
}

/** What every match of a pattern starts with. */
export function literalPrefix(pattern: string): string {
  const at = pattern.search(patternCharacter);
  return at < 0 ? pattern : pattern.slice(0, at);
}

const patternCharacter = /[*?[\\]/;

/** Whether one character fits; `star` stands for any run of characters but `/`. */
type Matcher = "star" | ((character: string) => boolean);

/**
 * Compiles a pattern as Go's `filepath.Match` reads it: `*` is any run of characters but `/`, `?` any one but `/`,
 * `[a-z]` one of a class, `[^a-z]` one that is not in it, and a backslash takes the next character as it is. Undefined
 * where the pattern is malformed. Takes patterns of any length.
 */
export function compilePattern(pattern: string): { readonly test: (text: string) => boolean } | undefined {
  const matchers: Matcher[] = [];
  const rest = new Rest(pattern);
  while (!rest.isEmpty) {
    const matcher = readMatcher(rest);
    if (!matcher) return undefined;
    if (matcher !== "star" || matchers.at(-1) !== "star") matchers.push(matcher);
  }
  return { test: (text) => matches(matchers, [...text]) };
}

/** What is left to read of a pattern. */
class Rest {
  readonly #characters: readonly string[];
  #at = 0;

  constructor(pattern: string) {
    this.#characters = [...pattern];
  }

  get isEmpty(): boolean {
    return this.#at >= this.#characters.length;
  }

  take(): string | undefined {
    return this.#characters[this.#at++];
  }

  /** Takes the next character if it is this one. */
  skip(character: string): boolean {
    if (this.#characters[this.#at] !== character) return false;
    this.#at++;
    return true;
  }
}

function readMatcher(rest: Rest): Matcher | undefined {
  if (rest.skip("*")) return "star";
  if (rest.skip("?")) return (character) => character !== "/";
  if (rest.skip("[")) return readClass(rest);
  rest.skip("\\");
  const literal = rest.take();
  return literal === undefined ? undefined : (character) => character === literal;
}

/** The rest of a class; a range the wrong way round holds nothing. */
function readClass(rest: Rest): Matcher | undefined {
  const isNegated = rest.skip("^");
  const ranges: (readonly [low: number, high: number])[] = [];
  while (ranges.length === 0 || !rest.skip("]")) {
    const low = readMember(rest);
    const high = rest.skip("-") ? readMember(rest) : low;
    if (low === undefined || high === undefined) return undefined;
    ranges.push([low, high]);
  }
  const known = new Map<string, boolean>();
  return (character) => {
    const code = character.codePointAt(0) ?? 0;
    const fits = known.get(character) ?? ranges.some(([low, high]) => low <= code && code <= high) !== isNegated;
    known.set(character, fits);
    return fits;
  };
}

/** A character of a class by its code point; `]` and `-` need a backslash there. */
function readMember(rest: Rest): number | undefined {
  const isEscaped = rest.skip("\\");
  const character = rest.take();
  return isEscaped || (character !== "]" && character !== "-") ? character?.codePointAt(0) : undefined;
}

/**
 * Takes as little as possible for each star and goes back to the last one only: what an earlier star could take instead,
 * the last can take as well. So the time is at most the product of both lengths, which an expression with as many stars
 * would not promise.
 */
function matches(matchers: readonly Matcher[], characters: readonly string[]): boolean {
  let at = 0;
  let next = 0;
  let star = -1;
  let taken = 0;
  while (at < characters.length) {
    const matcher = matchers[next];
    const character = characters[at] ?? "";
    if (matcher === "star") {
      star = next++;
      taken = at;
    } else if (matcher?.(character)) {
      at++;
      next++;
    } else if (star >= 0 && characters[taken] !== "/") {
      at = ++taken;
      next = star + 1;
    } else {
      return false;
    }
  }
  return next === matchers.length || (next === matchers.length - 1 && matchers[next] === "star");
}

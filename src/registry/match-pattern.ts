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

/** One step of a pattern: `*`, `?`, an escaped character, a class, or a character that stands for itself. */
const step = /^(?:\*|\?|\\(.)|\[(?:\^|(?!\^))(?:(?:\\.|[^\]\\-])(?:-(?:\\.|[^\]\\-]))?)+\]|[^*?[\\])/su;

/** Whether one character fits; `star` stands for any run of characters but `/`. */
type Matcher = "star" | ((character: string) => boolean);

/**
 * Compiles a pattern as Go's `filepath.Match` reads it: `*` is any run of characters but `/`, `?` any one but `/`,
 * `[a-z]` one of a class, `[^a-z]` one that is not in it, and a backslash takes the next character as it is. Undefined
 * where the pattern is malformed.
 */
export function compilePattern(pattern: string): { readonly test: (text: string) => boolean } | undefined {
  const matchers: Matcher[] = [];
  let rest = pattern;
  while (rest !== "") {
    const match = step.exec(rest);
    if (!match) return undefined;
    const [text, escaped] = match;
    rest = rest.slice(text.length);
    matchers.push(matcherOf(text, escaped));
  }
  return { test: (text) => matches(matchers, [...text]) };
}

function matcherOf(text: string, escaped: string | undefined): Matcher {
  if (text === "*") return "star";
  if (text === "?") return (character) => character !== "/";
  if (!text.startsWith("[")) return (character) => character === (escaped ?? text);
  const expression = new RegExp(`^${classSource(text)}$`, "u");
  return (character) => expression.test(character);
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
  return matchers.slice(next).every((matcher) => matcher === "star");
}

function literal(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** A range the wrong way round holds nothing. */
function classSource(text: string): string {
  const negated = text.startsWith("[^");
  let source = "";
  for (const match of text.slice(negated ? 2 : 1, -1).matchAll(/(\\.|[^\\])(?:-(\\.|[^\\]))?/gsu)) {
    const [low = "", high = low] = match.slice(1).map((part) => part?.replace(/^\\(?=.)/su, ""));
    if ((low.codePointAt(0) ?? 0) <= (high.codePointAt(0) ?? 0)) source += `${literal(low)}-${literal(high)}`;
  }
  return `[${negated ? "^" : ""}${source}]`;
}

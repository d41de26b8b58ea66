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

/**
 * Compiles a pattern as Go's `filepath.Match` reads it: `*` is any run of characters but `/`, `?` any one but `/`,
 * `[a-z]` one of a class, `[^a-z]` one that is not in it, and a backslash takes the next character as it is. Undefined
 * where the pattern is malformed.
 */
export function compilePattern(pattern: string): RegExp | undefined {
  let source = "";
  let rest = pattern;
  while (rest !== "") {
    const match = step.exec(rest);
    if (!match) return undefined;
    const [text, escaped] = match;
    rest = rest.slice(text.length);
    if (text === "*") source += "[^/]*";
    else if (text === "?") source += "[^/]";
    else source += text.startsWith("[") ? classSource(text) : literal(escaped ?? text);
  }
  return new RegExp(`^${source}$`, "u");
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

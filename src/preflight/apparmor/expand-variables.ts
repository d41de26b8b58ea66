/** Policy of good sense is far below these. */
const mostPatterns = 256;
const mostNames = 32;
const longest = 4096;

export type Variables = ReadonlyMap<string, readonly string[]>;

/** A pattern with each of the values of its variables in turn; undefined where one is not known, or there are too many. */
export function expandVariables(pattern: string, variables: Variables): readonly string[] | undefined {
  let patterns: readonly string[] = [pattern];
  for (let round = 0; patterns.some((each) => each.includes("@{")); round += 1) {
    const next = patterns.flatMap((each) => withValues(each, variables) ?? []);
    const isTooMuch = round >= mostNames || next.length > mostPatterns || next.some(({ length }) => length > longest);
    if (isTooMuch || patterns.some((each) => withValues(each, variables) === undefined)) return undefined;
    patterns = next;
  }
  return patterns.map((each) => each.replace(/\/{2,}/g, "/"));
}

/** With the values of its first variable. */
function withValues(pattern: string, variables: Variables): readonly string[] | undefined {
  const start = pattern.indexOf("@{");
  if (start < 0) return [pattern];
  const end = pattern.indexOf("}", start);
  const values = end < 0 ? undefined : variables.get(pattern.slice(start + 2, end));
  if (!values || values.length > mostPatterns) return undefined;
  return values.map((value) => `${pattern.slice(0, start)}${value}${pattern.slice(end + 1)}`);
}

/** As many lines as a configuration file is read of. */
const mostLines = 10_000;

/**
 * The value of a key directly in a section of TOML, without its quotes; the section is spelt as in its header, `""` before
 * the first. For plain configuration files: of text over several lines, and of dotted keys, it knows nothing.
 */
export function tomlValue(toml: string, section: string, key: string): string | undefined {
  let current = "";
  for (const line of toml.split("\n", mostLines)) {
    const text = line.trim();
    if (text.startsWith("[")) current = header(text);
    else if (current === section && keyOf(text) === key) return valueIn(text.slice(text.indexOf("=") + 1));
  }
  return undefined;
}

/** Spaces around the names of a header mean nothing, and one sort of quotes is as good as the other. */
function header(text: string): string {
  const end = text.lastIndexOf("]");
  return text.startsWith("[[") || end < 0 ? "[]" : text.slice(1, end).trim().replaceAll("'", '"');
}

function keyOf(text: string): string | undefined {
  const end = text.indexOf("=");
  return end < 0 || text.startsWith("#") ? undefined : text.slice(0, end).trim().replaceAll('"', "");
}

function valueIn(text: string): string {
  const value = text.trim();
  const quote = value[0];
  if (quote !== '"' && quote !== "'") return (value.split("#", 1)[0] ?? "").trim();
  const end = value.indexOf(quote, 1);
  return end < 0 ? value.slice(1) : value.slice(1, end);
}

const [quoteMark, backslash] = [0x22, 0x5c];
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * The text of a member's value in the text of a JSON object: what `JSON.parse` would make a value of, to the letter. The
 * text must be JSON. Of a member that stands twice the last one counts, as it does for `JSON.parse`.
 */
export function memberText(json: string, key: string): string | undefined {
  let found: string | undefined;
  let at = json.indexOf("{") + 1;
  for (;;) {
    const start = json.indexOf('"', at);
    if (start < 0) return found;
    const end = endOfString(json, start);
    const name: unknown = JSON.parse(json.slice(start, end));
    const [from, to] = valueAt(json, json.indexOf(":", end) + 1);
    if (name === key) found = json.slice(from, to);
    at = to;
  }
}

/** Where the value begins and ends that comes next. */
function valueAt(json: string, at: number): readonly [number, number] {
  let start = at;
  while (isSpace(json.charCodeAt(start))) start++;
  const code = json.charCodeAt(start);
  if (code === quoteMark) return [start, endOfString(json, start)];
  if (code === openBrace || code === openBracket) return [start, endOfNested(json, start)];
  let end = start;
  while (/[^\s,}]/.test(json.charAt(end))) end++;
  return [start, end];
}

function endOfNested(json: string, start: number): number {
  let depth = 0;
  for (let at = start; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === quoteMark) at = endOfString(json, at) - 1;
    else if (code === openBrace || code === openBracket) depth++;
    else if ((code === closeBrace || code === closeBracket) && --depth === 0) return at + 1;
  }
  return json.length;
}

function endOfString(json: string, start: number): number {
  for (let at = start + 1; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === backslash) at++;
    else if (code === quoteMark) return at + 1;
  }
  return json.length;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** Where a word of policy ends that begins at some place. What stands in quotes or in brackets is one. */
export function endOfWord(text: string, start: number): number {
  if (text[start] === '"') return endOfQuote(text, start + 1);
  if (text[start] === "(") return placeOf(text, ")", start) + 1;
  return Math.max(endOfPlainWord(text, start), start + 1);
}

function endOfQuote(text: string, start: number): number {
  let at = start;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
}

/** A comma is part of a path unless white space follows, and of alternatives anywhere. */
function endOfPlainWord(text: string, start: number): number {
  const isPath = /[/@]/.test(text[start] ?? "");
  let depth = 0;
  let at = start;
  for (; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (isSpace(character) || character === '"') break;
    if (character === "\\") at += 1;
    else if (character === "{" || character === "[") depth += 1;
    else if (character === "]") depth = Math.max(0, depth - 1);
    else if (character === "}") {
      if (depth === 0) break;
      depth -= 1;
    } else if (character === "(" && !isPath && at > start) break;
    else if (character === "," && depth === 0 && (!isPath || isSpace(text[at + 1] ?? " "))) break;
  }
  return at;
}

export function isSpace(character: string): boolean {
  return character === " " || character === "\n" || character === "\t" || character === "\r";
}

export function placeOf(text: string, character: string, from: number): number {
  const found = text.indexOf(character, from);
  return found < 0 ? text.length : found;
}

export function unquoted(word: string): string {
  return word.replace(/^"|"$/g, "");
}

import { randomUUID } from "node:crypto";

/** A longer text, in characters, or a deeper one is not laid out: indented it could take a hundred times the memory. */
const [longest, deepest] = [1_048_576, 16];

/** A JSON text as `JSON.stringify` lays it out, but that each number has the digits that it came with. */
export function printAnew(json: string): string {
  const found = parts(json);
  if (json.length > longest || depthOf(found) > deepest) return found.map(respelt).join("");
  const mark = randomUUID();
  const marked = found.map((part) => (part.startsWith('"') ? part : part.replace(number, `"${mark}$&"`)));
  return JSON.stringify(JSON.parse(marked.join("")), null, 2).replace(new RegExp(`"${mark}([^"]+)"`, "g"), "$1");
}

const number = /-?\d[-+.\deE]*/g;

/** A string without escapes that it does not need. */
function respelt(part: string): string {
  return part.startsWith('"') && part.includes("\\") ? JSON.stringify(JSON.parse(part)) : part;
}

function depthOf(found: readonly string[]): number {
  let depth = 0;
  let most = 0;
  for (const part of found) {
    if (part.startsWith('"')) continue;
    for (const character of part) {
      if (character === "[" || character === "{") most = Math.max(most, ++depth);
      else if (character === "]" || character === "}") depth--;
    }
  }
  return most;
}

/** The strings of a JSON text, and what is between them. */
function parts(json: string): string[] {
  const found: string[] = [];
  let at = 0;
  for (let start = json.indexOf('"'); start !== -1; start = json.indexOf('"', at)) {
    const end = endOfString(json, start);
    found.push(json.slice(at, start), json.slice(start, end));
    at = end;
  }
  return [...found, json.slice(at)];
}

function endOfString(json: string, start: number): number {
  let end = json.indexOf('"', start + 1);
  while (isEscaped(json, end)) end = json.indexOf('"', end + 1);
  return end + 1;
}

function isEscaped(json: string, at: number): boolean {
  let backslashes = 0;
  while (json[at - 1 - backslashes] === "\\") backslashes++;
  return backslashes % 2 === 1;
}

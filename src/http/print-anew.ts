import { randomUUID } from "node:crypto";

/** A JSON text as `JSON.stringify` lays it out, but that each number has the digits that it came with. */
export function printAnew(json: string): string {
  const mark = randomUUID();
  const marked = parts(json).map((part) => (part.startsWith('"') ? part : part.replace(number, `"${mark}$&"`)));
  return JSON.stringify(JSON.parse(marked.join("")), null, 2).replace(new RegExp(`"${mark}([^"]+)"`, "g"), "$1");
}

const number = /-?\d[-+.\deE]*/g;

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

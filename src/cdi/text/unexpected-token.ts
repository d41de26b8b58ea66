import { refuse } from "./refusal.ts";
import type { Token } from "./token.ts";

export function refuseToken({ is, offset }: Token, due: string): never {
  return refuse(`Found ${descriptions[is]} where ${due} is due`, offset);
}

const descriptions: Readonly<Record<Token["is"], string>> = {
  "text-end": "the end of the text",
  "document-start": '"---"',
  "document-end": '"..."',
  version: "a directive",
  "tag-handle": "a directive",
  "block-mapping": "a mapping",
  "block-sequence": "a list",
  "block-end": "less indentation",
  entry: '"-"',
  key: "a key",
  value: '":"',
  alias: "an alias",
  anchor: "an anchor",
  tag: "a tag",
  scalar: "a value",
  "[": '"["',
  "]": '"]"',
  "{": '"{"',
  "}": '"}"',
  ",": '","',
};

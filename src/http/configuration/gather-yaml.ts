import { isAlias, isMap, isScalar, isSeq, LineCounter, type ParsedNode, parseDocument } from "yaml";
import { quote } from "../../cdi/quote.ts";
import { didYouMean } from "./did-you-mean.ts";
import type { Gathered, Given } from "./given.ts";
import type { SettingRow } from "./setting.ts";
import { settingRows } from "./settings.ts";

/**
 * What the text of a configuration file gives: each setting's value as it is written, so that `0660` is octal where a
 * mode is due. All that is wrong is told at once, each with its line.
 */
export function gatherYaml(text: string, path: string): Gathered {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const reader = new FileReader((offset) => `${path}:${lines.linePos(offset).line}`);
  for (const { code, pos, message } of document.errors) {
    reader.mistake(pos[0], code === "DUPLICATE_KEY" ? "This setting is there twice" : message);
  }
  if (document.errors.every(({ code }) => code === "DUPLICATE_KEY")) reader.section(document.contents, "");
  return reader;
}

const knownKeys = settingRows.map(({ key }) => key);
const sections = new Set(knownKeys.filter((key) => key.includes(".")).map((key) => key.slice(0, key.indexOf("."))));

type Node = ParsedNode | null | undefined;

class FileReader implements Gathered {
  readonly given: Given[] = [];
  readonly mistakes: string[] = [];
  readonly #place: (offset: number) => string;

  constructor(place: (offset: number) => string) {
    this.#place = place;
  }

  mistake(offset: number, message: string): void {
    this.mistakes.push(`${this.#place(offset)}: ${message}`);
  }

  /** The settings under a prefix such as `socket.`. A section in which all is commented out is empty. */
  section(node: Node, prefix: string): void {
    if (!node || (isScalar(node) && node.value === null)) return;
    if (!isMap(node)) {
      const name = prefix === "" ? "The configuration" : `Section ${prefix.slice(0, -1)}`;
      this.mistake(node.range[0], `${name} takes settings as "name: value": ${namesUnder(prefix).join(", ")}`);
      return;
    }
    for (const { key, value } of node.items) this.#entry(key, value, prefix);
  }

  #entry(keyNode: ParsedNode, value: Node, prefix: string): void {
    const key = `${prefix}${isScalar(keyNode) ? String(keyNode.source) : "?"}`;
    const row = settingRows.find((candidate) => candidate.key === key);
    if (row) this.#setting(row, keyNode.range[0], value);
    else if (namesUnder(`${key}.`).length > 0) this.section(value, `${key}.`);
    else
      this.mistake(
        keyNode.range[0],
        `There is no setting ${quote(key)}${didYouMean(key, [...knownKeys, ...sections])}`,
      );
  }

  #setting(row: SettingRow, offset: number, value: Node): void {
    const items = isSeq<ParsedNode>(value) && row.separator !== undefined ? value.items : [value];
    const texts = items.map(textOf).filter((text) => text !== undefined);
    if (texts.length < items.length) this.mistake(offset, `${row.key} takes ${row.allowed}; ${shapeOf(value)}`);
    else this.given.push({ key: row.key, source: this.#place(offset), texts });
  }
}

/** As it is written; undefined for what is no text, an alias as well. */
function textOf(node: Node): string | undefined {
  return isScalar(node) && node.value !== null ? node.source : undefined;
}

function namesUnder(prefix: string): string[] {
  const keys = knownKeys.filter((key) => key.startsWith(prefix));
  return [...new Set(keys.map((key) => key.slice(prefix.length).split(".")[0] ?? key))];
}

/** Of a value that is not the text, or list of texts, that it should be. */
function shapeOf(value: Node): string {
  if (isMap(value)) return "a section is there";
  if (isAlias(value)) return "an alias is there";
  return isSeq(value) ? "a list of something else is there" : "nothing is there";
}

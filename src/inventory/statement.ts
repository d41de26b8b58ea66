import type { Attribute, AttributeSource } from "./attribute.ts";
import { annotationKeyParts } from "./attribute-key.ts";
import { canonicalText } from "./canonical-text.ts";
import { parseValue } from "./parse-value.ts";

/** What an annotation says by one name. */
export interface Statement {
  readonly key: string;
  /** It is a string for want of a type. */
  readonly isPlain: boolean;
  readonly attribute: Attribute;
  /** The lower, the more it counts among those of one source: canonical name, alias, prefixed name. */
  readonly rank: number;
}

/** Reads an annotation. */
export type StatementReader = (key: string, text: string, source: AttributeSource) => readonly Statement[];

export const statementsOf: StatementReader = (key, text, source) => {
  const { catalogued, isPrefixed } = annotationKeyParts(key);
  const value = catalogued && parseValue(catalogued.type, canonicalText(catalogued.name, text));
  if (!catalogued || !value) {
    return [{ key, isPlain: true, attribute: { type: "string", value: text, source }, rank: 0 }];
  }
  const attribute: Attribute = { ...value, source };
  const rank = isPrefixed ? 2 : key === catalogued.name ? 0 : 1;
  const canonical: Statement = { key: catalogued.name, isPlain: false, attribute, rank };
  return isPrefixed ? [canonical, { key, isPlain: false, attribute, rank }] : [canonical];
};

/** A reader that keeps the last so many readings: the devices of a node say the same things over and over. */
export function sharingReader(limit = 4096): StatementReader {
  const known = new Map<string, readonly Statement[]>();
  return (key, text, source) => {
    const whole = `${source} ${key.length} ${key} ${text}`;
    const found = known.get(whole);
    if (found) return found;
    if (known.size >= limit) known.clear();
    const statements = statementsOf(key, text, source);
    if (whole.length <= 512) known.set(whole, statements);
    return statements;
  };
}

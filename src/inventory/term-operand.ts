import type { AttributeType } from "./attribute.ts";
import { canonicalText } from "./canonical-text.ts";
import { parseQuantity } from "./quantity.ts";
import { isVersion } from "./version-order.ts";

/** A value of a term: an exact number, of billionths where it is a quantity, or a text, of a version as well. */
export type Operand = string | bigint | boolean;

const examples: Readonly<Record<AttributeType, string>> = {
  string: "text",
  strings: "text",
  integer: "an integer",
  integers: "an integer",
  boolean: "true or false",
  quantity: "a quantity such as 40Gi",
  version: "a version such as 580.95.05",
};

/** What values of a type look like, for messages. */
export function exampleOf(type: AttributeType): string {
  return examples[type];
}

/** Reads a value as one of the attribute's type; undefined where it is none. */
export function operandIn(text: string, type: AttributeType, name?: string): Operand | undefined {
  switch (type) {
    case "string":
    case "strings":
      return canonicalText(name, text);
    case "integer":
    case "integers":
      return /^-?\d+$/.test(text) ? BigInt(text) : undefined;
    case "boolean":
      return text === "true" || text === "false" ? text === "true" : undefined;
    case "quantity":
      return parseQuantity(text);
    case "version":
      return isVersion(text) ? text : undefined;
  }
}

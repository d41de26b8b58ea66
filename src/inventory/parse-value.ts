import type { AttributeType, AttributeValue } from "./attribute.ts";
import { parseQuantity, wholeUnits } from "./quantity.ts";
import { isVersion } from "./version-order.ts";

/** Reads the text of an annotation as a value of a type; undefined where it is none. Lists have commas between items. */
export function parseValue(type: AttributeType, text: string): AttributeValue | undefined {
  switch (type) {
    case "string":
      return { type, value: text };
    case "version":
      return isVersion(text) ? { type, value: text } : undefined;
    case "integer":
      return withNumber(type, integerIn(text));
    case "quantity": {
      const nanos = parseQuantity(text);
      return nanos === undefined ? undefined : withNumber(type, wholeUnits(nanos));
    }
    case "boolean":
      return text === "true" || text === "false" ? { type, value: text === "true" } : undefined;
    case "strings":
      return { type, value: itemsIn(text) };
    case "integers": {
      const items = itemsIn(text);
      const value = items.map(integerIn).filter((item) => item !== undefined);
      return value.length === items.length ? { type, value } : undefined;
    }
  }
}

function withNumber(type: "integer" | "quantity", value: number | undefined): AttributeValue | undefined {
  return value === undefined ? undefined : { type, value };
}

function itemsIn(text: string): string[] {
  return text.trim() === "" ? [] : text.split(",").map((item) => item.trim());
}

function integerIn(text: string): number | undefined {
  const value = /^-?\d{1,19}$/.test(text) ? Number(text) : undefined;
  return Number.isSafeInteger(value) ? value : undefined;
}

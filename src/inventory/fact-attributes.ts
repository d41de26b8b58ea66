import type { Attribute, AttributeSource, Attributes } from "./attribute.ts";
import { cataloguedAttribute } from "./attribute-catalogue.ts";
import { isVersion } from "./version-order.ts";

/** Facts under the names of attributes, as attributes. Those that are no attribute, or not of its type, are left out. */
export function factAttributes(facts: Readonly<object>, source: AttributeSource): Attributes {
  const found: Record<string, Attribute> = {};
  for (const [name, fact] of Object.entries(facts)) {
    const attribute = factAttribute(name, fact, source);
    if (attribute) found[name] = attribute;
  }
  return found;
}

function factAttribute(name: string, value: unknown, source: AttributeSource): Attribute | undefined {
  const entry = cataloguedAttribute(name);
  if (entry?.name !== name) return undefined;
  switch (entry.type) {
    case "string":
      return typeof value === "string" ? { type: entry.type, value, source } : undefined;
    case "version":
      return typeof value === "string" && isVersion(value) ? { type: entry.type, value, source } : undefined;
    case "integer":
    case "quantity":
      return typeof value === "number" ? { type: entry.type, value, source } : undefined;
    case "boolean":
      return typeof value === "boolean" ? { type: entry.type, value, source } : undefined;
    default:
      return undefined;
  }
}

import { type CataloguedAttribute, cataloguedAttribute } from "./attribute-catalogue.ts";

/** A name of an attribute, `[PREFIX/]LOCAL`, taken apart. */
export interface AttributeKey {
  /** The name under which a device has it. */
  readonly key: string;
  readonly isPrefixed: boolean;
  readonly catalogued: CataloguedAttribute | undefined;
}

/** The names that Kubernetes standardises mean what they mean here. */
const standardPrefix = "resource.kubernetes.io/";

/** Reads a name as a selection means it: aliases lead to the canonical name, a prefix stays. */
export function attributeKey(text: string): AttributeKey {
  const { key, isPrefixed, catalogued } = annotationKeyParts(text);
  if (!catalogued || (isPrefixed && !text.startsWith(standardPrefix))) return { key, isPrefixed, catalogued };
  return { key: catalogued.name, isPrefixed: false, catalogued };
}

/** Reads a name as it stands. */
export function annotationKeyParts(text: string): AttributeKey {
  const slash = text.indexOf("/");
  const local = text.slice(slash + 1);
  return { key: text, isPrefixed: slash >= 0, catalogued: cataloguedAttribute(local) };
}

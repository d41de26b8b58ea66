/** What kind of value an attribute has; a name has the same type on all devices. */
export type AttributeType = AttributeValue["type"];

/** A value with its type. Quantities are whole numbers of the catalogue's unit, bytes; all numbers are safe integers. */
export type AttributeValue =
  | { readonly type: "string" | "version"; readonly value: string }
  | { readonly type: "integer" | "quantity"; readonly value: number }
  | { readonly type: "boolean"; readonly value: boolean }
  | { readonly type: "strings"; readonly value: readonly string[] }
  | { readonly type: "integers"; readonly value: readonly number[] };

/** Who says it. */
export type AttributeSource = "device-annotation" | "spec-annotation" | "sysfs" | "procfs";

/** What is known of a device by one name. */
export type Attribute = AttributeValue & { readonly source: AttributeSource };

/**
 * The attributes of a device by their names, which can be anything, `__proto__` and `constructor` as well: read them with
 * `attributeOf`. Shared between devices, so not to be changed.
 */
export type Attributes = Readonly<Record<string, Attribute>>;

export const noAttributes: Attributes = Object.freeze({});

export function attributeOf(attributes: Attributes, name: string): Attribute | undefined {
  return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
}

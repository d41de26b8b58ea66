import { type Attribute, type Attributes, attributeOf } from "./attribute.ts";
import type { AttributeTerm } from "./attribute-term.ts";
import { matchesGlob } from "./glob.ts";
import { nanosPerUnit } from "./quantity.ts";
import type { Operand } from "./term-operand.ts";
import { compareVersions } from "./version-order.ts";

/**
 * Whether a device with these attributes meets a condition. One that lacks the attribute meets only the negative ones:
 * `!=`, `notin`, `!~` and `!`. A text that is not of the attribute's type is present, and compares like nothing.
 */
export function matchesTerm(attributes: Attributes, term: AttributeTerm): boolean {
  const attribute = attributeOf(attributes, term.key);
  return (attribute !== undefined && holds(attribute, term)) !== term.operator.isNegated;
}

function holds(attribute: Attribute, { type, operator, operands }: AttributeTerm): boolean {
  const { relation, symbol } = operator;
  if (relation === "present") return true;
  if (attribute.type !== type) return false;
  if (relation === "equal") return operands.some((operand) => isEqual(attribute, operand));
  if (relation === "glob") return operands.some((operand) => fits(attribute, operand));
  const order = compare(attribute, operands[0]);
  if (order === undefined) return false;
  return relation === "less"
    ? order < 0 || (order === 0 && symbol === "<=")
    : order > 0 || (order === 0 && symbol === ">=");
}

/** A list is equal to each of its items. */
function isEqual(attribute: Attribute, operand: Operand): boolean {
  if (attribute.type === "strings") return attribute.value.some((item) => item === operand);
  if (attribute.type === "integers") return attribute.value.some((item) => BigInt(item) === operand);
  return compare(attribute, operand) === 0;
}

function fits(attribute: Attribute, operand: Operand): boolean {
  if (typeof operand !== "string") return false;
  if (attribute.type === "strings") return attribute.value.some((item) => matchesGlob(operand, item));
  return typeof attribute.value === "string" && matchesGlob(operand, attribute.value);
}

/** Below 0 where the attribute comes first; undefined where there is no order. */
function compare(attribute: Attribute, operand: Operand | undefined): number | undefined {
  if (attribute.type === "integer" && typeof operand === "bigint") return order(BigInt(attribute.value), operand);
  if (attribute.type === "quantity" && typeof operand === "bigint") {
    return order(BigInt(attribute.value) * nanosPerUnit, operand);
  }
  if (attribute.type === "version" && typeof operand === "string") return compareVersions(attribute.value, operand);
  return attribute.value === operand ? 0 : undefined;
}

function order(a: bigint, b: bigint): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

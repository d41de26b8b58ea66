import { quote } from "../cdi/quote.ts";
import type { AttributeType } from "./attribute.ts";
import { attributeKey } from "./attribute-key.ts";
import { readTerm } from "./read-term.ts";
import { exampleOf, type Operand, operandIn } from "./term-operand.ts";
import { suits, type TermOperator } from "./term-operator.ts";

/** One condition on the attributes of a device. */
export interface AttributeTerm {
  /** The canonical name where the term has an alias of one. */
  readonly key: string;
  /** The type that the catalogue gives the key; a string where it does not know it. */
  readonly type: AttributeType;
  readonly operator: TermOperator;
  /** One, several for `in` and `notin`, none where only presence counts. */
  readonly operands: readonly Operand[];
}

/** Why a text is no term. */
export interface TermFault {
  readonly message: string;
  /** Where in the text, in characters from its start. */
  readonly offset: number;
}

export const termLimits = { terms: 32, length: 256, items: 64 } as const;

/** Reads one `attr=` parameter, such as `memory>=40Gi`, `!numaNode` or `driver in (vfio-pci,nvidia)`. */
export function parseTerm(text: string): { readonly term: AttributeTerm } | { readonly fault: TermFault } {
  const fault = (offset: number, reason: string) => ({
    fault: { message: `Cannot read attribute term ${quote(text)}: ${reason}`, offset },
  });
  if (text.length > termLimits.length) {
    return fault(termLimits.length, `it is longer than ${termLimits.length} characters`);
  }
  const read = readTerm(text);
  if ("reason" in read) return fault(read.offset, read.reason);
  const { operator, values } = read;
  const { key, catalogued } = attributeKey(read.key);
  const type = catalogued?.type ?? "string";
  if (values.length > termLimits.items) return fault(read.operatorAt, `it lists more than ${termLimits.items} values`);
  if (values.length > 0 && !suits(operator, type)) {
    return fault(read.operatorAt, `${operator.symbol.trim()} cannot compare ${quote(read.key)}, ${typeNames[type]}`);
  }
  const operands: Operand[] = [];
  for (const { text: value, at } of values) {
    const operand = operator.relation === "glob" ? value : operandIn(value, type, catalogued?.name);
    if (operand === undefined) return fault(at, `${quote(value)} is not ${exampleOf(type)}`);
    operands.push(operand);
  }
  return { term: { key, type, operator, operands } };
}

const typeNames: Readonly<Record<AttributeType, string>> = {
  string: "a string",
  strings: "a list of strings",
  integer: "an integer",
  integers: "a list of integers",
  boolean: "a boolean",
  quantity: "a quantity",
  version: "a version",
};

/** Reads all `attr=` parameters of a request, which hold together; `index` says which of them is at fault. */
export function parseTerms(
  texts: readonly string[],
): { readonly terms: readonly AttributeTerm[] } | { readonly fault: TermFault & { readonly index: number } } {
  if (texts.length > termLimits.terms) {
    const message = `Cannot read attribute terms: there are more than ${termLimits.terms}`;
    return { fault: { message, offset: 0, index: termLimits.terms } };
  }
  const terms: AttributeTerm[] = [];
  for (const [index, text] of texts.entries()) {
    const parsed = parseTerm(text);
    if ("fault" in parsed) return { fault: { ...parsed.fault, index } };
    terms.push(parsed.term);
  }
  return { terms };
}

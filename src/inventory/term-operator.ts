import type { AttributeType } from "./attribute.ts";

export type Relation = "present" | "equal" | "glob" | "less" | "greater";

/** How a term compares; a negated one is true of a device that lacks the attribute. */
export interface TermOperator {
  readonly symbol: string;
  readonly relation: Relation;
  readonly isNegated: boolean;
  readonly takesList: boolean;
}

type Row = readonly [symbol: string, relation: Relation, isNegated?: boolean, takesList?: boolean];

const rows: readonly Row[] = [
  ["!=", "equal", true],
  // A device that lacks the attribute is neither below nor above, so that these two are not the negations they seem.
  [">=", "greater"],
  ["<=", "less"],
  ["!~", "glob", true],
  ["=", "equal"],
  [">", "greater"],
  ["<", "less"],
  ["~", "glob"],
  [" in ", "equal", false, true],
  [" notin ", "equal", true, true],
];

/** The operators, longer ones before those that they start with. */
export const termOperators: readonly TermOperator[] = rows.map(
  ([symbol, relation, isNegated = false, takesList = false]) => ({ symbol, relation, isNegated, takesList }),
);

export const isPresent: TermOperator = { symbol: "", relation: "present", isNegated: false, takesList: false };
export const isAbsent: TermOperator = { symbol: "!", relation: "present", isNegated: true, takesList: false };

const types: Readonly<Record<Relation, ReadonlySet<AttributeType>>> = {
  present: new Set<AttributeType>(),
  equal: new Set(["string", "integer", "boolean", "quantity", "version", "strings", "integers"]),
  glob: new Set(["string", "strings", "version"]),
  less: new Set(["integer", "quantity", "version"]),
  greater: new Set(["integer", "quantity", "version"]),
};

/** Whether values of a type can be compared that way. */
export function suits({ relation }: TermOperator, type: AttributeType): boolean {
  return types[relation].has(type);
}

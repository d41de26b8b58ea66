import { isAbsent, isPresent, type TermOperator, termOperators } from "./term-operator.ts";

/** The parts of a term as they are written, each value with its offset. */
export interface WrittenTerm {
  readonly key: string;
  readonly operator: TermOperator;
  readonly operatorAt: number;
  readonly values: readonly { readonly text: string; readonly at: number }[];
}

interface SyntaxFault {
  readonly reason: string;
  readonly offset: number;
}

const identifier = "[A-Za-z_][A-Za-z0-9_]{0,31}";
const label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const key = new RegExp(`(?:(?:${identifier}|${label}(?:\\.${label})*)/)?${identifier}(?![A-Za-z0-9_./-])`, "y");
const quoted = /"(?:[^"\\]|\\.)*"/y;
const bare = /[^,()\s"][^,()\s]*/y;

/** Reads the grammar of a term, whatever the types of its parts. */
export function readTerm(text: string): WrittenTerm | SyntaxFault {
  const start = text.startsWith("!") ? 1 : 0;
  const name = take(key, text, start);
  if (name === undefined) return { reason: "a name of letters, digits and _ is due, 32 at most", offset: start };
  const operatorAt = start + name.length;
  const parts = { key: name, operatorAt };
  if (operatorAt === text.length) return { ...parts, operator: start === 1 ? isAbsent : isPresent, values: [] };
  const operator = start === 1 ? undefined : termOperators.find(({ symbol }) => text.startsWith(symbol, operatorAt));
  if (!operator) return { reason: start === 1 ? "it should end here" : "an operator is due", offset: operatorAt };
  const values = readValues(text, operatorAt + operator.symbol.length, operator);
  return "reason" in values ? values : { ...parts, operator, values };
}

function readValues(text: string, start: number, { takesList }: TermOperator): WrittenTerm["values"] | SyntaxFault {
  if (takesList && text[start] !== "(") return { reason: "a list in parentheses is due", offset: start };
  const values: { readonly text: string; readonly at: number }[] = [];
  let at = takesList ? start + 1 : start;
  for (;;) {
    const written = take(quoted, text, at) ?? take(bare, text, at);
    const value = written?.startsWith('"') ? unquoted(written) : written;
    if (written === undefined || value === undefined) return { reason: "a value is due", offset: at };
    values.push({ text: value, at });
    at += written.length;
    if (!takesList || text[at] !== ",") break;
    at++;
  }
  if (takesList && text[at] !== ")") return { reason: "a comma or a closing parenthesis is due", offset: at };
  const end = takesList ? at + 1 : at;
  return end === text.length ? values : { reason: "it should end here", offset: end };
}

function take(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** The text of a JSON string. */
function unquoted(written: string): string | undefined {
  try {
    const value: unknown = JSON.parse(written);
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

import { escapeControls } from "../../cdi/quote.ts";
import { type Block, parseStatements, type Statement } from "./policy-statements.ts";
import { unquoted } from "./policy-words.ts";
import { type ProfileRule, parseRule } from "./profile-rule.ts";

export interface Include {
  /** As it is written: `<abstractions/base>`. */
  readonly target: string;
  /** Whether it may be missing. */
  readonly ifExists: boolean;
}

/** What stands in a profile, or in a file that is there to be included in one. */
export interface PolicyBody {
  readonly rules: readonly ProfileRule[];
  readonly includes: readonly Include[];
  readonly variables: readonly (readonly [name: string, values: readonly string[]])[];
  /** What is not understood here, each as part of a sentence: it may allow more, or less. */
  readonly gaps: readonly string[];
}

/** A profile as it stands in a file of policy. */
export interface ProfileText extends PolicyBody {
  readonly name: string;
  readonly mode: string;
  /** Whether what no rule is about is allowed. */
  readonly allowsByDefault: boolean;
}

export interface PolicyText {
  readonly body: PolicyBody;
  readonly profiles: readonly ProfileText[];
}

/** Reads a file of AppArmor policy; what is no policy counts for nothing. */
export function parsePolicy(text: string): PolicyText {
  const statements = parseStatements(text);
  return { body: bodyOf(statements), profiles: profilesIn(statements, "", 0) };
}

function bodyOf(statements: readonly Statement[]): PolicyBody {
  const rules: ProfileRule[] = [];
  const includes: Include[] = [];
  const variables: (readonly [string, readonly string[]])[] = [];
  const gaps: string[] = [];
  for (const statement of statements) {
    if (statement.kind === "include") includes.push(statement);
    else if (statement.kind === "variable") variables.push([statement.name, statement.values]);
    else if (statement.kind === "rule") {
      const rule = parseRule(statement.words);
      if (!rule) gaps.push(notUnderstood(statement.words));
      else if (rule !== "other") rules.push(rule);
    } else if (!isOfAnother(statement)) gaps.push(notUnderstood([...statement.words, "{ ... }"]));
  }
  return { rules, includes, variables, gaps };
}

function notUnderstood(words: readonly string[]): string {
  return `"${escapeControls(words.join(" ").slice(0, 80))}" is not understood here`;
}

/** Whether a block counts for programs that change to it alone. */
function isOfAnother({ words: [first = ""] }: Block): boolean {
  return first === "profile" || first === "hat" || first.startsWith("^");
}

/** Nobody nests profiles so deeply. */
const deepest = 10;

/** The profiles of a file and, by the names that the kernel gives them, those within them. */
function profilesIn(statements: readonly Statement[], above: string, depth: number): ProfileText[] {
  return statements.flatMap((statement) => {
    if (statement.kind !== "block" || depth > deepest || (depth > 0 && !isOfAnother(statement))) return [];
    const { words, statements: inside } = statement;
    const name = `${above}${nameIn(words)}`;
    const flags = words.flatMap((word) => /^(?:flags=)?\(([^)]*)\)?$/.exec(word)?.[1]?.split(/[\s,]+/) ?? []);
    const own = {
      ...bodyOf(inside),
      name,
      mode: flags.find((flag) => modes.has(flag)) ?? "enforce",
      allowsByDefault: flags.includes("default_allow"),
    };
    return [own, ...profilesIn(inside, `${name}//`, depth + 1)];
  });
}

const modes: ReadonlySet<string> = new Set(["enforce", "complain", "kill", "unconfined", "prompt"]);

function nameIn([first = "", second = ""]: readonly string[]): string {
  if (first === "profile" || first === "hat") return unquoted(second);
  return unquoted(first.replace(/^\^/, ""));
}

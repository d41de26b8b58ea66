import type { SeccompCondition, SeccompOutcome, SeccompProfile, SeccompRule } from "./seccomp-profile.ts";
import { isDenial, type SeccompOperator } from "./seccomp-words.ts";

/** A system call as a program makes it. */
export interface SystemCall {
  readonly name: string;
  /** Those of its six arguments that are known beforehand, by index. */
  readonly args?: Readonly<Record<number, bigint>>;
}

/** A filter ends who calls by the ways of an architecture that it was not made for. */
const ofOtherArchitecture: SeccompOutcome = { action: "SCMP_ACT_KILL", errno: 0 };

/**
 * What a profile can make of a call: one outcome, or several where arguments decide that are not known, or where rules
 * disagree whose order the library that makes the filter does not promise. An architecture is one besides the machine's own.
 */
export function outcomesOf(
  profile: SeccompProfile,
  call: SystemCall,
  architecture?: string,
): readonly SeccompOutcome[] {
  if (architecture !== undefined && !profile.architectures.has(architecture)) return [ofOtherArchitecture];
  const rules = profile.rules.get(call.name) ?? [];
  const always = rules.find(({ conditions }) => conditions.length === 0);
  if (always) return [always.outcome];
  const judged = rules.map((rule) => ({ outcome: rule.outcome, holds: holdsOf(rule, call) }));
  const isCertain = judged.some(({ holds }) => holds === true);
  const possible = judged.filter(({ holds }) => holds !== false).map(({ outcome }) => outcome);
  return isCertain ? possible : [...possible, profile.otherwise];
}

/** Whether a call is denied for certain, perhaps, or not at all. */
export function denialOf(outcomes: readonly SeccompOutcome[]): "certain" | "possible" | "none" {
  const denials = outcomes.filter(({ action }) => isDenial(action));
  if (denials.length === 0) return "none";
  return denials.length === outcomes.length ? "certain" : "possible";
}

/** Undefined where it depends on an argument that is not known. */
function holdsOf({ conditions }: SeccompRule, { args = {} }: SystemCall): boolean | undefined {
  const each = conditions.map((condition) => {
    const given = args[condition.index];
    return given === undefined ? undefined : comparisons[condition.operator](given, condition);
  });
  if (each.includes(false)) return false;
  return each.includes(undefined) ? undefined : true;
}

type Comparison = (given: bigint, condition: SeccompCondition) => boolean;

const comparisons: Readonly<Record<SeccompOperator, Comparison>> = {
  SCMP_CMP_NE: (given, { value }) => given !== value,
  SCMP_CMP_LT: (given, { value }) => given < value,
  SCMP_CMP_LE: (given, { value }) => given <= value,
  SCMP_CMP_EQ: (given, { value }) => given === value,
  SCMP_CMP_GE: (given, { value }) => given >= value,
  SCMP_CMP_GT: (given, { value }) => given > value,
  SCMP_CMP_MASKED_EQ: (given, { value, valueTwo }) => (given & value) === (valueTwo & value),
};

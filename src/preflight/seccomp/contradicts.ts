import { isSameOutcome, type SeccompCondition, type SeccompOutcome, type SeccompRule } from "./seccomp-profile.ts";

/**
 * Whether libseccomp refuses the rules of a call: it takes no other outcome for conditions that it has, and drops what comes
 * after a rule without any.
 */
export function contradicts(rules: readonly SeccompRule[]): boolean {
  const known = new Map<string, SeccompOutcome>();
  for (const { outcome, conditions } of rules) {
    if (conditions.length === 0) return false;
    const key = keyOf(conditions);
    const before = known.get(key);
    if (before && !isSameOutcome(before, outcome)) return true;
    known.set(key, outcome);
  }
  return false;
}

/** A text that is the same for conditions that are, in whatever order. */
function keyOf(conditions: readonly SeccompCondition[]): string {
  const texts = conditions.map(({ index, operator, value, valueTwo }) => {
    return `${index} ${operator} ${value} ${operator === "SCMP_CMP_MASKED_EQ" ? valueTwo & value : ""}`;
  });
  return texts.sort().join();
}

import type { SeccompAction, SeccompOperator } from "./seccomp-words.ts";

/** What `linux.seccomp` of an OCI spec says, as far as runtimes can use it. */
export interface SeccompProfile {
  readonly otherwise: SeccompOutcome;
  /** Besides the machine's own, which is always looked after. */
  readonly architectures: ReadonlySet<string>;
  /** By the names of system calls, in order. Rules that do what is done anyway are left out, as runtimes leave them out. */
  readonly rules: ReadonlyMap<string, readonly SeccompRule[]>;
}

export interface SeccompOutcome {
  readonly action: SeccompAction;
  /** What a failed call says; of no meaning with other actions. */
  readonly errno: number;
}

export function isSameOutcome(one: SeccompOutcome, other: SeccompOutcome | undefined): boolean {
  return one.action === other?.action && one.errno === other.errno;
}

export interface SeccompRule {
  readonly outcome: SeccompOutcome;
  /** All of them must hold; none holds always. */
  readonly conditions: readonly SeccompCondition[];
}

/** A comparison of an argument of the call, as 64 bits without a sign. */
export interface SeccompCondition {
  readonly index: number;
  readonly operator: SeccompOperator;
  /** The mask of `SCMP_CMP_MASKED_EQ`. */
  readonly value: bigint;
  /** What the masked argument is compared with. */
  readonly valueTwo: bigint;
}

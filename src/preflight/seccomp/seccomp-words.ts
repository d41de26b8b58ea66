/** What a filter does with a call, as profiles name it. */
export type SeccompAction = (typeof actions)[number];

const actions = [
  "SCMP_ACT_ALLOW",
  "SCMP_ACT_LOG",
  "SCMP_ACT_NOTIFY",
  "SCMP_ACT_ERRNO",
  "SCMP_ACT_TRACE",
  "SCMP_ACT_TRAP",
  "SCMP_ACT_KILL",
  "SCMP_ACT_KILL_THREAD",
  "SCMP_ACT_KILL_PROCESS",
] as const;

export function seccompAction(text: string): SeccompAction | undefined {
  return actions.find((name) => name === text);
}

/** Whether the call does not come to the kernel. What `SCMP_ACT_NOTIFY` leads to is up to a program outside. */
export function isDenial(action: SeccompAction): boolean {
  return action !== "SCMP_ACT_ALLOW" && action !== "SCMP_ACT_LOG" && action !== "SCMP_ACT_NOTIFY";
}

/** Whether an error number goes with the action. */
export function hasErrno(action: SeccompAction): boolean {
  return action === "SCMP_ACT_ERRNO" || action === "SCMP_ACT_TRACE";
}

export type SeccompOperator = (typeof operators)[number];

const operators = [
  "SCMP_CMP_NE",
  "SCMP_CMP_LT",
  "SCMP_CMP_LE",
  "SCMP_CMP_EQ",
  "SCMP_CMP_GE",
  "SCMP_CMP_GT",
  "SCMP_CMP_MASKED_EQ",
] as const;

export function seccompOperator(text: string): SeccompOperator | undefined {
  return operators.find((name) => name === text);
}

/** The architectures that runc knows, and the version that came to know them, if it did not always. */
export const seccompArchitectures: ReadonlyMap<string, readonly number[]> = new Map([
  ...named(
    "X86 X86_64 X32 ARM AARCH64 MIPS MIPS64 MIPS64N32 MIPSEL MIPSEL64 MIPSEL64N32 PPC PPC64 PPC64LE S390 S390X",
  ).map((name): [string, number[]] => [name, []]),
  ["SCMP_ARCH_RISCV64", [1, 1, 8]],
  ["SCMP_ARCH_LOONGARCH64", [1, 4, 1]],
]);

/** Those of them that put the highest byte first. */
export const bigEndian: ReadonlySet<string> = new Set(named("MIPS MIPS64 MIPS64N32 PPC PPC64 S390 S390X"));

function named(architectures: string): string[] {
  return architectures.split(" ").map((name) => `SCMP_ARCH_${name}`);
}

/** The flags that runtimes know, and the version of runc that came to know them. */
export const seccompFlags: ReadonlyMap<string, readonly number[]> = new Map([
  ["SECCOMP_FILTER_FLAG_TSYNC", [1, 2]],
  ["SECCOMP_FILTER_FLAG_LOG", [1, 2]],
  ["SECCOMP_FILTER_FLAG_SPEC_ALLOW", [1, 2]],
  ["SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV", [1, 4, 1]],
]);

import { describe, expect, it } from "vitest";
import { seccompValidity } from "../../../src/preflight/seccomp/seccomp-validity.ts";
import { saysOf } from "../says-of.ts";

const says = (seccomp: unknown, runtime?: string) =>
  saysOf(seccompValidity, { oci: { linux: { seccomp } }, ...(runtime !== undefined && { runtime }) });

const cannot = "error seccomp-invalid: The container cannot start, for";
const allow = { defaultAction: "SCMP_ACT_ALLOW" };
const withCall = (call: object) => ({ ...allow, syscalls: [{ names: ["ioctl"], action: "SCMP_ACT_ERRNO", ...call }] });

const equal = (value: number) => ({ index: 1, value, op: "SCMP_CMP_EQ" });
const entry = (errnoRet: number, ...args: readonly object[]) => {
  return { names: ["ioctl"], action: "SCMP_ACT_ERRNO", errnoRet, args };
};

describe("a seccomp profile that runtimes can use", () => {
  it.each([
    ["none", undefined],
    ["null", null],
    ["a default alone", allow],
    ["conditions", withCall({ args: [{ index: 1, value: 21505, op: "SCMP_CMP_EQ" }] })],
    ["errors by number", withCall({ errnoRet: 38 })],
    ["an unknown system call, which runtimes pass over", withCall({ names: ["no_such_call"] })],
    ["one that is notified of", { ...withCall({ action: "SCMP_ACT_NOTIFY" }), listenerPath: "/run/agent.sock" }],
    ["an entry of no names, of which nothing else is looked at", withCall({ names: [], args: [{ op: "==" }] })],
    [
      "a seventh argument in an entry that does what is done anyway",
      {
        ...allow,
        syscalls: [{ names: ["ioctl"], action: "SCMP_ACT_ALLOW", args: [{ index: 6, op: "SCMP_CMP_EQ" }] }],
      },
    ],
    ["an error number of which 16 bits are left", withCall({ errnoRet: 65_537 })],
    ["any number for a tracer", withCall({ action: "SCMP_ACT_TRACE", errnoRet: 5000 })],
    ["the same entry twice", { ...allow, syscalls: [5, 5].map((errnoRet) => entry(errnoRet, equal(1))) }],
    ["several entries for a call with other args", { ...allow, syscalls: [5, 38].map((n) => entry(n, equal(n))) }],
    ["a second entry without args, which is dropped", { ...allow, syscalls: [entry(5), entry(38)] }],
    [
      "entries after one without args, which are dropped",
      {
        ...allow,
        syscalls: [entry(1), entry(5, equal(1)), entry(38, equal(1))],
      },
    ],
    [
      "architectures that put bytes in one order",
      {
        ...allow,
        architectures: ["SCMP_ARCH_S390X", "SCMP_ARCH_S390"],
      },
    ],
    ["all architectures", { ...allow, architectures: ["SCMP_ARCH_X86_64", "SCMP_ARCH_AARCH64"] }],
  ])("is passed over: %s", (_, seccomp) => {
    expect(says(seccomp)).toEqual([]);
    expect(says(seccomp, "runc@1.1.5")).toEqual([]);
  });
});

describe("a seccomp profile that runc refuses", () => {
  it("has an action that there is not", () => {
    expect(says({ defaultAction: "SCMP_ACT_FROB" })).toEqual([
      `${cannot} runc cannot use linux.seccomp: the default action is SCMP_ACT_FROB, which there is not, so it fails with "string SCMP_ACT_FROB is not a valid action for seccomp" -> Write an action such as SCMP_ACT_ALLOW or SCMP_ACT_ERRNO for the default action`,
    ]);
    expect(says(withCall({ action: "allow" }))).toEqual([
      `${cannot} runc cannot use linux.seccomp: the action of ioctl is allow, which there is not, so it fails with "string allow is not a valid action for seccomp" -> Write an action such as SCMP_ACT_ALLOW or SCMP_ACT_ERRNO for the action of ioctl`,
    ]);
  });

  it.each([
    [
      "an operator that there is not",
      withCall({ args: [{ index: 0, value: 1, op: "==" }] }),
      /is compared by ==, which there is not/,
    ],
    [
      "a seventh argument",
      withCall({ args: [{ index: 6, value: 1, op: "SCMP_CMP_EQ" }] }),
      /the index 6, and system calls have six/,
    ],
    ["an architecture that there is not", { ...allow, architectures: ["amd64"] }, /there is no architecture amd64/],
    ["a flag that there is not", { ...allow, flags: ["FAST"] }, /there is no flag FAST/],
    ["an error number that there is not", withCall({ errnoRet: 5000 }), /is 5000, and there are none so high/],
    ["nobody to notify", withCall({ action: "SCMP_ACT_NOTIFY" }), /names nobody to notify/],
    ["a text where a list is due", { ...allow, syscalls: "ioctl" }, /linux\.seccomp\.syscalls is not a list/],
    [
      "a text where a number is due",
      withCall({ errnoRet: "EPERM" }),
      /linux\.seccomp\.syscalls\[0\]\.errnoRet is not a whole number/,
    ],
    [
      "two outcomes for one condition",
      { ...allow, syscalls: [entry(5, equal(1)), entry(38, equal(1))] },
      /two entries for ioctl have the same args, but another action or error number, so it fails with "error adding seccomp rule: file exists" -> Take one of the entries/,
    ],
    [
      "two outcomes for conditions that stand in another order",
      {
        ...allow,
        syscalls: [
          entry(5, equal(1), { ...equal(2), index: 0 }),
          entry(38, { ...equal(2), index: 0, valueTwo: 7 }, equal(1)),
        ],
      },
      /two entries for ioctl have the same args/,
    ],
    [
      "architectures that put bytes in another order",
      { ...allow, architectures: ["SCMP_ARCH_X86_64", "SCMP_ARCH_S390X"] },
      /SCMP_ARCH_S390X and SCMP_ARCH_X86_64 put bytes in another order, .*"numerical argument out of domain" -> Leave only those of the machine/,
    ],
    [
      "an empty name",
      withCall({ names: ["ioctl", ""] }),
      /an entry of syscalls has an empty name, so it fails with "empty string is not a valid syscall"/,
    ],
    [
      "an empty name where nothing is to be done",
      { ...allow, syscalls: [{ names: [""], action: "SCMP_ACT_ALLOW" }] },
      /has an empty name/,
    ],
    [
      "a default error number that there is not",
      { defaultAction: "SCMP_ACT_ERRNO", defaultErrnoRet: 4095 },
      /the error number of the default action is 4095/,
    ],
    ["an entry that is null", { ...allow, syscalls: [null] }, /the action of an entry of syscalls is missing/],
    ["a list in its own place", [], /linux\.seccomp is not an object/],
    [
      "notice of everything",
      { defaultAction: "SCMP_ACT_NOTIFY", listenerPath: "/x" },
      /default action is SCMP_ACT_NOTIFY/,
    ],
  ])("has %s", (_, seccomp, state) => {
    const [first = ""] = says(seccomp, "runc@1.1.5");
    expect(first).toMatch(state);
    expect(first.startsWith(cannot)).toBe(true);
  });

  it("names what would write to a terminal in a way that does not", () => {
    const [first = ""] = says({ defaultAction: "SCMP_\u001b[31m\nX" });
    expect(first).toContain("SCMP_\\u001b[31m\\u000aX");
  });
});

describe("where runtimes differ", () => {
  it("crun passes over what is no object, and an empty name", () => {
    expect(says([], "crun@1.8")).toEqual([]);
    expect(says("none", "crun@1.8")).toEqual([]);
    expect(says(withCall({ names: [""] }), "crun@1.8")).toEqual([]);
  });

  it("crun does not look at operators of a rule that it does not make, unless they are missing", () => {
    const made = (op?: string) => withCall({ args: [{ index: 0, value: 1, op }] });
    const unmade = (op?: string) => withCall({ action: "SCMP_ACT_ALLOW", args: [{ index: 0, value: 1, op }] });
    expect(says(made("=="), "crun@1.8").join()).toContain("crun cannot use linux.seccomp");
    expect(says(unmade("=="), "crun@1.8")).toEqual([]);
    expect(says(unmade("=="), "runc@1.1.5")).toHaveLength(1);
    expect(says(unmade(), "crun@1.8").join()).toContain("Required field 'op' not present");
  });

  it("crun wants names, be they none", () => {
    const named = (names: unknown) => says({ ...allow, syscalls: [{ names, action: "SCMP_ACT_ERRNO" }] }, "crun@1.8");
    expect(named(undefined).join()).toContain("Required field 'names' not present");
    expect(named("ioctl").join()).toContain("Required field 'names' not present");
    expect(named([])).toEqual([]);
  });

  it("crun takes architectures by their bare names", () => {
    const bare = { ...allow, architectures: ["x86_64"] };
    expect(says(bare, "crun@1.8")).toEqual([]);
    expect(says(bare, "runc@1.1.5")).toHaveLength(1);
    expect(says({ ...allow, architectures: ["amd64"] }, "crun@1.8").join()).toContain("seccomp unknown architecture");
  });

  it.each([
    ["SCMP_ARCH_RISCV64", "1.1.8", "1.1.7"],
    ["SCMP_ARCH_LOONGARCH64", "1.4.1", "1.4.0"],
  ])("%s came to runc with %s", (name, since, before) => {
    const profile = { ...allow, architectures: [name] };
    expect(says(profile, `runc@${since}`)).toEqual([]);
    expect(says(profile, `runc@${before}`)).toEqual([
      `${cannot} runc cannot use linux.seccomp: it has the architecture ${name}, so it fails with "string ${name} is not a valid arch for seccomp" -> Take ${name} out of linux.seccomp.architectures`,
    ]);
    expect(says(profile).join()).toMatch(/^warning seccomp-doubtful: /);
    expect(says(profile, "crun@1.8")).toEqual([]);
  });

  it("a profile without a default action is none for runc and a fault for crun", () => {
    const empty = { architectures: ["SCMP_ARCH_X86_64"] };
    expect(says(empty, "runc@1.1.5")).toEqual([]);
    expect(says(empty, "crun@1.8")).toEqual([
      `${cannot} crun cannot use linux.seccomp: it has no defaultAction, so it fails with "Required field 'defaultAction' not present" -> Add a defaultAction to linux.seccomp, or take linux.seccomp out`,
    ]);
  });

  it("an error number that goes with no error is passed over by runc", () => {
    const odd = withCall({ action: "SCMP_ACT_KILL", errnoRet: 5 });
    expect(says(odd, "runc@1.1.5")).toEqual([]);
    expect(says(odd)).toEqual([
      'warning seccomp-doubtful: Not every runtime can use linux.seccomp: an error number goes with the action of ioctl, SCMP_ACT_KILL, which makes no error: crun fails with "errno value specified for action SCMP_ACT_KILL" -> Take the error number of the action of ioctl out of linux.seccomp',
    ]);
  });

  it("flags came to runc with a version", () => {
    const flagged = { ...allow, flags: ["SECCOMP_FILTER_FLAG_LOG"] };
    expect(says(flagged, "runc@1.2.0")).toEqual([]);
    expect(says(flagged, "crun@1.8")).toEqual([]);
    expect(says(flagged, "runc@1.1.5").join()).toMatch(/^error seccomp-invalid: .*it has the flag/);
    expect(says(flagged).join()).toMatch(/^warning seccomp-doubtful: .*runc before 1\.2 fails/);
  });
});

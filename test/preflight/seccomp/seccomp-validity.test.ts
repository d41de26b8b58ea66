import { describe, expect, it } from "vitest";
import { seccompValidity } from "../../../src/preflight/seccomp/seccomp-validity.ts";
import { saysOf } from "../says-of.ts";

const says = (seccomp: unknown, runtime?: string) =>
  saysOf(seccompValidity, { oci: { linux: { seccomp } }, ...(runtime !== undefined && { runtime }) });

const cannot = "error seccomp-invalid: The container cannot start, for";
const allow = { defaultAction: "SCMP_ACT_ALLOW" };
const withCall = (call: object) => ({ ...allow, syscalls: [{ names: ["ioctl"], action: "SCMP_ACT_ERRNO", ...call }] });

describe("a seccomp profile that runtimes can use", () => {
  it.each([
    ["none", undefined],
    ["null", null],
    ["a default alone", allow],
    ["conditions", withCall({ args: [{ index: 1, value: 21505, op: "SCMP_CMP_EQ" }] })],
    ["errors by number", withCall({ errnoRet: 38 })],
    ["an unknown system call, which runtimes pass over", withCall({ names: ["no_such_call"] })],
    ["one that is notified of", { ...withCall({ action: "SCMP_ACT_NOTIFY" }), listenerPath: "/run/agent.sock" }],
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

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSeccomp } from "../../../src/preflight/seccomp/read-profile.ts";

const names = [
  "defaultAction",
  "defaultErrnoRet",
  "architectures",
  "flags",
  "listenerPath",
  "syscalls",
  "names",
  "action",
  "errnoRet",
  "args",
  "index",
  "value",
  "valueTwo",
  "op",
  "__proto__",
  "constructor",
];

const scalar = fc.oneof(
  fc.string(),
  fc.double(),
  fc.maxSafeInteger(),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom("SCMP_ACT_ALLOW", "SCMP_ACT_ERRNO", "SCMP_ACT_NOTIFY", "SCMP_CMP_EQ", "SCMP_ARCH_X86", "toString"),
);

const { value: anything } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    scalar,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...names), tie("value"), { maxKeys: 6 }),
  ),
}));

describe("reading linux.seccomp", () => {
  it("ends with a profile or with none, whatever is there", () => {
    fc.assert(
      fc.property(anything, (json) => {
        const { profile, faults } = readSeccomp(json);
        for (const { state, fix } of faults) expect(`${state}${fix}`).not.toMatch(/undefined|\[object/);
        for (const rule of [...(profile?.rules.values() ?? [])].flat()) {
          expect(rule.conditions.every(({ index }) => index >= 0 && index <= 5)).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("finds no filter where there is nothing to set up", () => {
    expect(readSeccomp(undefined)).toEqual({ profile: undefined, faults: [] });
    expect(readSeccomp(null)).toEqual({ profile: undefined, faults: [] });
    expect(readSeccomp({}).profile).toBeUndefined();
  });

  it("finds no fault in a profile as engines write it", () => {
    const { profile, faults } = readSeccomp({
      defaultAction: "SCMP_ACT_ERRNO",
      defaultErrnoRet: 38,
      architectures: ["SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32"],
      syscalls: [
        { names: ["ioctl", "read"], action: "SCMP_ACT_ALLOW", args: null, comment: "", includes: {}, excludes: {} },
        {
          names: ["clone"],
          action: "SCMP_ACT_ALLOW",
          args: [{ index: 0, value: 2114060288, op: "SCMP_CMP_MASKED_EQ" }],
        },
      ],
    });
    expect(faults).toEqual([]);
    expect([...(profile?.rules.keys() ?? [])]).toEqual(["ioctl", "read", "clone"]);
  });

  it("keeps names that objects have from birth apart from system calls", () => {
    const { profile } = readSeccomp({ defaultAction: "SCMP_ACT_ALLOW", syscalls: [] });
    expect(profile?.rules.get("constructor")).toBeUndefined();
  });
});

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
    const nothing = { profile: undefined, listener: undefined, faults: [] };
    expect(readSeccomp(undefined)).toEqual(nothing);
    expect(readSeccomp(null)).toEqual(nothing);
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

  it("makes no rules of an entry without names, and looks at no conditions of one", () => {
    const entry = { names: [], action: "SCMP_ACT_ERRNO", errnoRet: 5000, args: [{ index: 9, op: "==" }] };
    const { profile, faults } = readSeccomp({ defaultAction: "SCMP_ACT_ALLOW", syscalls: [entry] });
    expect(faults).toEqual([]);
    expect(profile?.rules.size).toBe(0);
  });

  it("leaves 16 bits of an error number", () => {
    const entry = { names: ["ioctl"], action: "SCMP_ACT_ERRNO", errnoRet: 65_536 + 5 };
    const { profile, faults } = readSeccomp({ defaultAction: "SCMP_ACT_ALLOW", syscalls: [entry] });
    expect(faults).toEqual([]);
    expect(profile?.rules.get("ioctl")?.map(({ outcome }) => outcome.errno)).toEqual([5]);
  });

  it("tells whether a rule asks the program that listens", () => {
    const listening = (action: string) =>
      readSeccomp({
        defaultAction: "SCMP_ACT_ALLOW",
        listenerPath: "/run/agent.sock",
        syscalls: [{ names: ["mount"], action }],
      }).listener;
    expect(listening("SCMP_ACT_NOTIFY")).toEqual({ path: "/run/agent.sock", isAsked: true });
    expect(listening("SCMP_ACT_ERRNO")).toEqual({ path: "/run/agent.sock", isAsked: false });
  });

  it("reads lists of any length, and tells of a fault that they repeat once", () => {
    const many = <Item>(item: Item) => Array.from({ length: 200_000 }, () => item);
    const { faults } = readSeccomp({
      defaultAction: "SCMP_ACT_ALLOW",
      architectures: many("Z80"),
      flags: many("FAST"),
      syscalls: [
        { names: many("ioctl"), action: "SCMP_ACT_ERRNO", args: many({ index: 1, value: 1, op: "SCMP_CMP_EQ" }) },
      ],
    });
    expect(faults.map(({ state }) => state)).toEqual(["there is no architecture Z80", "there is no flag FAST"]);
  });

  it("keeps names that objects have from birth apart from system calls", () => {
    const { profile } = readSeccomp({ defaultAction: "SCMP_ACT_ALLOW", syscalls: [] });
    expect(profile?.rules.get("constructor")).toBeUndefined();
  });
});

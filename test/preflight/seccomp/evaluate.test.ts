import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { denialOf, outcomesOf, type SystemCall } from "../../../src/preflight/seccomp/evaluate.ts";
import { readSeccomp } from "../../../src/preflight/seccomp/read-profile.ts";

interface Entry {
  readonly names: readonly string[];
  readonly action: string;
  readonly errnoRet?: number;
  readonly args?: readonly object[];
}

function outcomes(syscalls: readonly Entry[], call: SystemCall, rest: object = {}) {
  const { profile } = readSeccomp({ defaultAction: "SCMP_ACT_ALLOW", ...rest, syscalls });
  if (!profile) throw new Error("no profile");
  return outcomesOf(profile, call).map(({ action, errno }) => (errno === 0 ? action : `${action} ${errno}`));
}

const ioctl = (request: bigint): SystemCall => ({ name: "ioctl", args: { 1: request } });
const errno = (number: number, ...args: readonly object[]): Entry => {
  return { names: ["ioctl"], action: "SCMP_ACT_ERRNO", errnoRet: number, args };
};
const request = (op: string, value: number, valueTwo = 0) => ({ index: 1, op, value, valueTwo });

describe("a seccomp filter", () => {
  it("does with a call what its rule says, and with all others what the default says", () => {
    expect(outcomes([errno(5)], ioctl(1n))).toEqual(["SCMP_ACT_ERRNO 5"]);
    expect(outcomes([errno(5)], { name: "read" })).toEqual(["SCMP_ACT_ALLOW"]);
  });

  it("fails with EPERM where no number is given", () => {
    expect(outcomes([{ names: ["ioctl"], action: "SCMP_ACT_ERRNO" }], ioctl(1n))).toEqual(["SCMP_ACT_ERRNO 1"]);
    expect(outcomes([], ioctl(1n), { defaultAction: "SCMP_ACT_ERRNO" })).toEqual(["SCMP_ACT_ERRNO 1"]);
    const given = { defaultAction: "SCMP_ACT_ERRNO", defaultErrnoRet: 38 };
    expect(outcomes([], ioctl(1n), given)).toEqual(["SCMP_ACT_ERRNO 38"]);
  });

  it("takes the first of two rules without conditions", () => {
    expect(outcomes([errno(5), errno(38)], ioctl(1n))).toEqual(["SCMP_ACT_ERRNO 5"]);
  });

  it("has no rule for what is done anyway, so that a denial before it or after it holds", () => {
    const allowed = { names: ["ioctl"], action: "SCMP_ACT_ALLOW" };
    expect(outcomes([allowed, errno(5)], ioctl(1n))).toEqual(["SCMP_ACT_ERRNO 5"]);
    expect(outcomes([errno(5), allowed], ioctl(1n))).toEqual(["SCMP_ACT_ERRNO 5"]);
  });

  it("lets a rule without conditions swallow those with", () => {
    expect(outcomes([errno(5, request("SCMP_CMP_EQ", 1)), errno(38)], ioctl(1n))).toEqual(["SCMP_ACT_ERRNO 38"]);
  });

  it.each([
    ["SCMP_CMP_EQ", 7, 0, [7n], [6n, 8n]],
    ["SCMP_CMP_NE", 7, 0, [6n, 8n], [7n]],
    ["SCMP_CMP_LT", 7, 0, [0n, 6n], [7n, 8n]],
    ["SCMP_CMP_LE", 7, 0, [6n, 7n], [8n]],
    ["SCMP_CMP_GT", 7, 0, [8n, 2n ** 64n - 1n], [7n, 6n]],
    ["SCMP_CMP_GE", 7, 0, [7n, 8n], [6n]],
    ["SCMP_CMP_MASKED_EQ", 0xff00, 0x5400, [0x5401n, 0x5499n], [0x5301n, 0x1n]],
    // libseccomp masks both sides, so what lies outside of the mask counts for nothing.
    ["SCMP_CMP_MASKED_EQ", 0xff00, 0x5401, [0x5400n, 0x5401n], [0x5301n]],
  ])("compares an argument by %s", (op, value, valueTwo, those, others) => {
    for (const each of those) {
      expect(outcomes([errno(5, request(op, value, valueTwo))], ioctl(each))).toEqual(["SCMP_ACT_ERRNO 5"]);
    }
    for (const each of others) {
      expect(outcomes([errno(5, request(op, value, valueTwo))], ioctl(each))).toEqual(["SCMP_ACT_ALLOW"]);
    }
  });

  it("asks that all arguments fit, but any of two comparisons of one argument", () => {
    const both = errno(5, request("SCMP_CMP_EQ", 1), { index: 0, op: "SCMP_CMP_EQ", value: 2 });
    expect(outcomes([both], { name: "ioctl", args: { 0: 2n, 1: 1n } })).toEqual(["SCMP_ACT_ERRNO 5"]);
    expect(outcomes([both], { name: "ioctl", args: { 0: 3n, 1: 1n } })).toEqual(["SCMP_ACT_ALLOW"]);
    const either = errno(5, request("SCMP_CMP_EQ", 1), request("SCMP_CMP_EQ", 2));
    expect(outcomes([either], ioctl(2n))).toEqual(["SCMP_ACT_ERRNO 5"]);
    expect(outcomes([either], ioctl(3n))).toEqual(["SCMP_ACT_ALLOW"]);
  });

  it("can go either way where the argument is not known", () => {
    const found = outcomes([errno(5, request("SCMP_CMP_EQ", 1))], { name: "ioctl" });
    expect(found).toEqual(["SCMP_ACT_ERRNO 5", "SCMP_ACT_ALLOW"]);
  });

  it("ends who calls by the ways of an architecture that it is not made for", () => {
    const { profile } = readSeccomp({ defaultAction: "SCMP_ACT_ALLOW", architectures: ["SCMP_ARCH_X86"] });
    if (!profile) throw new Error("no profile");
    expect(outcomesOf(profile, { name: "ioctl" }, "SCMP_ARCH_X86")).toEqual([{ action: "SCMP_ACT_ALLOW", errno: 0 }]);
    expect(denialOf(outcomesOf(profile, { name: "ioctl" }, "SCMP_ARCH_ARM"))).toBe("certain");
  });
});

const actions = ["SCMP_ACT_ALLOW", "SCMP_ACT_ERRNO", "SCMP_ACT_LOG", "SCMP_ACT_KILL"];
const operators = ["SCMP_CMP_NE", "SCMP_CMP_LT", "SCMP_CMP_LE", "SCMP_CMP_EQ", "SCMP_CMP_GE", "SCMP_CMP_GT"];
const arbitraryRequest = fc.integer({ min: 0, max: 5 });
const arbitraryRule = fc.record({ action: fc.constantFrom(...actions), names: fc.constant(["ioctl"]) });
const arbitraryConditional = fc.record({
  action: fc.constantFrom(...actions),
  names: fc.constant(["ioctl"]),
  args: fc.array(fc.record({ index: fc.constant(1), op: fc.constantFrom(...operators), value: arbitraryRequest }), {
    minLength: 1,
    maxLength: 1,
  }),
});

/** What libseccomp lets through, with every argument known and written out as JavaScript compares numbers. */
const holds: Readonly<Record<string, (given: number, value: number) => boolean>> = {
  SCMP_CMP_NE: (given, value) => given !== value,
  SCMP_CMP_LT: (given, value) => given < value,
  SCMP_CMP_LE: (given, value) => given <= value,
  SCMP_CMP_EQ: (given, value) => given === value,
  SCMP_CMP_GE: (given, value) => given >= value,
  SCMP_CMP_GT: (given, value) => given > value,
};

describe("the laws of a filter", () => {
  it("rules that all hold no condition come down to the first that differs from the default", () => {
    fc.assert(
      fc.property(fc.constantFrom(...actions), fc.array(arbitraryRule), (defaultAction, rules) => {
        const first = rules.find(({ action }) => action !== defaultAction)?.action ?? defaultAction;
        const [found = ""] = outcomes(rules, ioctl(1n), { defaultAction });
        expect(found.split(" ")[0]).toBe(first);
      }),
    );
  });

  it("an outcome of conditional rules is that of a rule that holds, or the default where none does", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...actions),
        fc.array(arbitraryConditional),
        arbitraryRequest,
        (defaultAction, rules, given) => {
          const matching = rules.filter(
            ({ action, args }) =>
              action !== defaultAction && args.every(({ op, value }) => holds[op]?.(given, value) === true),
          );
          const expected = matching.length > 0 ? matching.map(({ action }) => action) : [defaultAction];
          const found = outcomes(rules, ioctl(BigInt(given)), { defaultAction });
          expect(found.map((outcome) => outcome.split(" ")[0])).toEqual(expected);
        },
      ),
    );
  });

  it("what is certain with an argument unknown is certain with each that it can be", () => {
    fc.assert(
      fc.property(fc.array(arbitraryConditional), arbitraryRequest, (rules, given) => {
        const { profile } = readSeccomp({ defaultAction: "SCMP_ACT_ALLOW", syscalls: rules });
        if (!profile) throw new Error("no profile");
        const unknown = denialOf(outcomesOf(profile, { name: "ioctl" }));
        const known = denialOf(outcomesOf(profile, ioctl(BigInt(given))));
        if (unknown !== "possible") expect(known).toBe(unknown);
      }),
    );
  });
});

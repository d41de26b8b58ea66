import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DeviceRule } from "../../../src/oci/container.ts";
import { builtInRules } from "../../../src/preflight/devices/built-in-rules.ts";
import { crunRulesOnV1, crunRulesOnV2 } from "../../../src/preflight/devices/crun-rules.ts";
import { rightsIn } from "../../../src/preflight/devices/device-rights.ts";
import type { NodeRequest } from "../../../src/preflight/devices/node-request.ts";
import { runcRules } from "../../../src/preflight/devices/runc-rules.ts";

/** Few numbers, so that rules often meet; none that a runtime allows by itself. */
const number = fc.constantFrom(20, 21, 22);
const maybeNumber = fc.option(number, { nil: undefined });
const access = fc.constantFrom("r", "w", "m", "rw", "rm", "wm", "rwm");
const rule: fc.Arbitrary<DeviceRule> = fc.record({
  allow: fc.boolean(),
  type: fc.constantFrom("a", "b", "c", undefined),
  major: maybeNumber,
  minor: maybeNumber,
  access,
});
const exactRule: fc.Arbitrary<DeviceRule> = fc.record({
  allow: fc.boolean(),
  type: fc.constantFrom("b", "c"),
  major: number,
  minor: number,
  access: fc.constant("rwm"),
});
const request: fc.Arbitrary<NodeRequest> = fc.record({
  type: fc.constantFrom("b", "c"),
  major: number,
  minor: number,
  rights: fc.constantFrom("r", "w", "rw").map(rightsIn),
});
const rules = fc.array(rule, { maxLength: 8 });
const none = new Set<string>();
const letters = (rights: number) => [..."rwm"].filter((letter) => (rightsIn(letter) & rights) !== 0);
const denyAll: DeviceRule = { allow: false, type: "a", major: undefined, minor: undefined, access: "rwm" };

function fits({ type = "a", major, minor }: DeviceRule, asked: NodeRequest): boolean {
  return (
    (type === "a" || type === asked.type) &&
    (major === undefined || major === asked.major) &&
    (minor === undefined || minor === asked.minor)
  );
}

const coversAll = ({ access: given = "" }: DeviceRule, asked: NodeRequest) =>
  letters(asked.rights).every((letter) => given.includes(letter));

/** As the kernel keeps them, with a list that is gone through from end to end; runc's only lacks a start. */
function naiveList(list: readonly DeviceRule[], allows: boolean, asked: NodeRequest, meets: "any" | "all"): boolean {
  let byDefault = allows;
  let exceptions: { rule: DeviceRule; letters: Set<string> }[] = [];
  for (const each of list) {
    if ((each.type ?? "a") === "a") {
      byDefault = each.allow;
      exceptions = [];
      continue;
    }
    const same = exceptions.find(
      ({ rule: other }) => other.type === each.type && other.major === each.major && other.minor === each.minor,
    );
    if (each.allow === byDefault) for (const letter of each.access ?? "") same?.letters.delete(letter);
    else if (same) for (const letter of each.access ?? "") same.letters.add(letter);
    else exceptions.push({ rule: each, letters: new Set(each.access) });
  }
  const wanted = letters(asked.rights);
  const met = exceptions.some(({ rule: each, letters: held }) => {
    if (!fits(each, asked)) return false;
    const all = !byDefault || meets === "all";
    return all ? wanted.every((letter) => held.has(letter)) : wanted.some((letter) => held.has(letter));
  });
  return met !== byDefault;
}

/** The last that fits decides. */
function naiveProgram(list: readonly DeviceRule[], asked: NodeRequest): boolean {
  if (list.length === 0) return true;
  return [...list, ...builtInRules].findLast((each) => fits(each, asked) && coversAll(each, asked))?.allow === true;
}

describe("each model says what one that is written down plainly says", () => {
  it("runc with either version", () => {
    fc.assert(
      fc.property(rules, request, fc.constantFrom("v1", "v2"), (list, asked, cgroup) => {
        const naive = naiveList(list, false, asked, cgroup === "v1" ? "any" : "all");
        expect(runcRules(list, none).allows(asked, cgroup)).toBe(naive);
      }),
    );
  });

  it("crun with version 1", () => {
    fc.assert(
      fc.property(rules, request, (list, asked) => {
        expect(crunRulesOnV1(list)(asked)).toBe(naiveList(list, true, asked, "any"));
      }),
    );
  });

  it("crun with version 2", () => {
    fc.assert(
      fc.property(rules, request, (list, asked) => {
        expect(crunRulesOnV2(list)(asked)).toBe(naiveProgram(list, asked));
      }),
    );
  });
});

describe("what holds for all of them", () => {
  it("they agree where everything is denied first and each rule is for one device and all rights", () => {
    fc.assert(
      fc.property(fc.array(exactRule), request, (list, asked) => {
        const all = [denyAll, ...list];
        const runc = runcRules(all, none);
        const answers = [
          runc.allows(asked, "v1"),
          runc.allows(asked, "v2"),
          crunRulesOnV1(all)(asked),
          crunRulesOnV2(all)(asked),
        ];
        const last = list.findLast((each) => fits(each, asked));
        expect(answers).toEqual(Array(4).fill(last?.allow === true));
        expect(runc.hole).toBeUndefined();
      }),
    );
  });

  it("a rule for all devices at the end decides alone, whatever stands before", () => {
    fc.assert(
      fc.property(rules, request, fc.boolean(), (list, asked, allow) => {
        const all = [...list, { ...denyAll, allow }];
        const runc = runcRules(all, none);
        expect([runc.allows(asked, "v1"), runc.allows(asked, "v2")]).toEqual([allow, allow]);
        expect([crunRulesOnV1(all)(asked), crunRulesOnV2(all)(asked)]).toEqual([allow, allow]);
      }),
    );
  });

  it("a rule at the end that allows a device makes it allowed, with version 1 unless runc would find a hole", () => {
    fc.assert(
      fc.property(rules, request, (list, asked) => {
        const all = [denyAll, ...list, { ...asked, allow: true, access: "rwm" }];
        const runc = runcRules(all, none);
        const answers = [runc.allows(asked, "v1"), runc.allows(asked, "v2"), crunRulesOnV1(all)(asked)];
        if (runc.hole === undefined) expect(answers).toEqual([true, true, true]);
        expect(crunRulesOnV2(all)(asked)).toBe(true);
      }),
    );
  });

  it("rules for one type say nothing of the other", () => {
    fc.assert(
      fc.property(fc.array(exactRule), request, (list, asked) => {
        const others = list.filter(({ type }) => type !== asked.type);
        expect(runcRules(others, none).allows(asked, "v2")).toBe(false);
        expect(crunRulesOnV1(others)(asked)).toBe(true);
        expect(crunRulesOnV2(others)(asked)).toBe(others.length === 0);
      }),
    );
  });
});

describe("what was seen of them", () => {
  const fuse = (text: string): NodeRequest => ({ type: "c", major: 10, minor: 229, rights: rightsIn(text) });
  const c = (allow: boolean, minor: number | undefined, letters: string): DeviceRule => ({
    allow,
    type: "c",
    major: 10,
    minor,
    access: letters,
  });

  it.each<[string, DeviceRule[], string, boolean[]]>([
    ["no rules", [], "rw", [false, false, true, true]],
    [
      "rights that two rules for one device share",
      [denyAll, c(true, 229, "r"), c(true, 229, "w")],
      "rw",
      [true, true, true, false],
    ],
    [
      "rights that rules for different numbers share",
      [denyAll, c(true, undefined, "r"), c(true, 229, "w")],
      "rw",
      [false, false, false, false],
    ],
    [
      "writing denied, both asked for",
      [{ ...denyAll, allow: true }, c(false, 229, "w")],
      "rw",
      [false, true, false, true],
    ],
    [
      "writing denied, reading asked for",
      [{ ...denyAll, allow: true }, c(false, 229, "w")],
      "r",
      [true, true, true, true],
    ],
    [
      "everything allowed, whatever else the rule says",
      [denyAll, { ...denyAll, allow: true, major: 1, minor: 3, access: "r" }],
      "rw",
      [true, true, true, false],
    ],
    ["a hole", [denyAll, c(true, undefined, "rwm"), c(false, 229, "rwm")], "rw", [true, true, true, false]],
  ])("%s", (_, list, letters, expected) => {
    const runc = runcRules(list, none);
    const asked = fuse(letters);
    expect([
      runc.allows(asked, "v1"),
      runc.allows(asked, "v2"),
      crunRulesOnV1(list)(asked),
      crunRulesOnV2(list)(asked),
    ]).toEqual(expected);
  });

  it("runc finds holes, those for its own rules too, and no others", () => {
    const hole = c(false, 229, "rwm");
    expect(runcRules([denyAll, c(true, undefined, "rwm"), hole], none).hole).toBe(hole);
    expect(runcRules([{ ...denyAll, allow: true }, c(false, undefined, "rwm")], none).hole).toMatchObject({
      major: 10,
      minor: 200,
    });
    expect(runcRules([denyAll, c(true, undefined, "r"), c(false, 229, "w")], none).hole).toBeUndefined();
  });

  it("runc keeps no rule of its own for a node that the OCI spec has at the same path; crun keeps all", () => {
    const asked: NodeRequest = { type: "c", major: 1, minor: 3, rights: rightsIn("rw") };
    expect(runcRules([denyAll], none).allows(asked, "v2")).toBe(true);
    expect(runcRules([denyAll], new Set(["/dev/null"])).allows(asked, "v2")).toBe(false);
    expect([crunRulesOnV1([denyAll])(asked), crunRulesOnV2([denyAll])(asked)]).toEqual([true, true]);
  });

  it("a hundred thousand rules take no time to speak of for each node", () => {
    const many = Array.from({ length: 100_000 }, (_, index) => c(true, index, "rwm"));
    const models = [runcRules(many, none).allows, crunRulesOnV1(many), crunRulesOnV2(many)];
    for (const model of models) for (let minor = 0; minor < 1000; minor++) model({ ...fuse("rw"), minor }, "v1");
    expect(models.map((model) => model({ ...fuse("rw"), minor: 99_999 }, "v1"))).toEqual([true, true, true]);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dominates, parseSelinuxLabel } from "../../../src/preflight/selinux/selinux-label.ts";

function rangeOf(text: string) {
  const label = parseSelinuxLabel(text);
  if ("fault" in label || !label.range) throw new Error(`no range: ${text}`);
  return label.range;
}

const faultOf = (text: string) => {
  const label = parseSelinuxLabel(text);
  return "fault" in label ? label.fault : undefined;
};

describe("a label of SELinux", () => {
  it("has a user, a role and a type, and a level where the policy has levels", () => {
    expect(parseSelinuxLabel("system_u:system_r:container_t")).toEqual({
      user: "system_u",
      role: "system_r",
      type: "container_t",
      range: undefined,
    });
    const { low, high } = rangeOf("system_u:system_r:container_t:s0:c123,c456");
    expect(low).toEqual({ sensitivity: 0, categories: new Set([123, 456]) });
    expect(high).toEqual(low);
  });

  it("has ranges of levels and of categories", () => {
    const { low, high } = rangeOf("u:r:t:s0-s15:c0.c3,c1023");
    expect(low).toEqual({ sensitivity: 0, categories: new Set() });
    expect(high).toEqual({ sensitivity: 15, categories: new Set([0, 1, 2, 3, 1023]) });
  });

  it.each([
    ["", /not of the form/],
    ["container_t", /not of the form/],
    ["u:r", /not of the form/],
    ["u::t", /empty/],
    [":r:t", /empty/],
    ["u:r:t t", /no name/],
    ["u:r:1t", /no name/],
    ["u:r:t\n", /no name/],
    ["u:r:t:", /level/],
    ["u:r:t:0", /level/],
    ["u:r:t:s0:", /level/],
    ["u:r:t:s0:c1,", /level/],
    ["u:r:t:s0:c5.c1", /level/],
    ["u:r:t:s0:c5.c5", /level/],
    ["u:r:t:s00", /level/],
    ["u:r:t:s0:c01", /level/],
    ["u:r:t:SystemLow", /level/],
    ["u:r:t:s0:c1.c2.c3", /level/],
    ["u:r:t:s0-s1-s2", /level/],
    ["u:r:t:s0:c1:c2", /level/],
    ["u:r:t:s0\n", /level/],
    ["u:r:t:s1-s0", /upper end/],
    ["u:r:t:s0:c1-s0:c2", /upper end/],
    [`u:r:t:s0:${"c0.c9999,".repeat(20)}c1`, /level/],
    [`u:r:${"t".repeat(5000)}`, /4096 characters/],
  ])("is not %j", (text, fault) => {
    expect(faultOf(text)).toMatch(fault);
  });

  const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,9}$/);
  const categories = fc.uniqueArray(fc.integer({ min: 0, max: 1023 }), { minLength: 1, maxLength: 6 });

  it("comes apart into what it was made of, whatever its range", () => {
    const level = fc.record({ sensitivity: fc.integer({ min: 0, max: 15 }), list: categories });
    fc.assert(
      fc.property(level, level, (one, other) => {
        const spell = ({ sensitivity, list }: typeof one) =>
          `s${sensitivity}:${list.map((each) => `c${each}`).join(",")}`;
        const low = { sensitivity: one.sensitivity, categories: new Set(one.list) };
        const high = {
          sensitivity: Math.max(one.sensitivity, other.sensitivity),
          categories: new Set([...one.list, ...other.list]),
        };
        const upper = spell({ sensitivity: high.sensitivity, list: [...high.categories] });
        expect(rangeOf(`u:r:t:${spell(one)}-${upper}`)).toEqual({ low, high });
      }),
    );
  });

  it("may name many categories by two of them", () => {
    const { low, high } = rangeOf("system_u:system_r:spc_t:s0-s0:c0.c1023");
    expect(low.categories.size).toBe(0);
    expect([high.categories.size, Math.max(...high.categories)]).toEqual([1024, 1023]);
  });

  it("comes apart into what it was made of", () => {
    fc.assert(
      fc.property(name, name, name, fc.integer({ min: 0, max: 15 }), categories, (user, role, type, level, list) => {
        const text = `${user}:${role}:${type}:s${level}:${list.map((each) => `c${each}`).join(",")}`;
        const range = { sensitivity: level, categories: new Set(list) };
        expect(parseSelinuxLabel(text)).toEqual({ user, role, type, range: { low: range, high: range } });
      }),
    );
  });

  const part = fc.oneof(
    fc.string({ unit: "binary", maxLength: 8 }),
    fc.constantFrom(":", "s0", "c1", ".", ",", "-", "c0.c9999"),
  );

  it("is one or is none, whatever the text", () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
        const label = parseSelinuxLabel(parts.join(""));
        if (!("fault" in label) && label.range) expect(dominates(label.range.high, label.range.low)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a text of any length", () => {
  it.each([":", "s0:c1,", "c0.c9999,", "-"])("of nothing but %j is refused at once", (unit) => {
    expect(faultOf(unit.repeat(1_000_000))).toMatch(/4096 characters/);
    expect(faultOf(`u:r:t:s0:${unit}`.padEnd(4000, unit))).toMatch(/level/);
  });

  it("names no more categories than can be counted", () => {
    expect(faultOf(`u:r:t:s0:${Array(6).fill("c0.c9999").join(",")}`)).toBeUndefined();
    expect(faultOf(`u:r:t:s0:${Array(7).fill("c0.c9999").join(",")}`)).toMatch(/level/);
  });
});

describe("who may get at what", () => {
  const level = (text: string) => rangeOf(`u:r:t:${text}`).high;

  it("is who has all its categories, and no lower sensitivity", () => {
    expect(dominates(level("s0:c1,c2"), level("s0"))).toBe(true);
    expect(dominates(level("s0:c1,c2"), level("s0:c1,c2"))).toBe(true);
    expect(dominates(level("s0:c1,c2"), level("s0:c1,c3"))).toBe(false);
    expect(dominates(level("s0"), level("s0:c1"))).toBe(false);
    expect(dominates(level("s0:c1"), level("s1"))).toBe(false);
  });
});

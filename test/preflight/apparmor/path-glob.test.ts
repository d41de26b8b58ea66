import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expandVariables } from "../../../src/preflight/apparmor/expand-variables.ts";
import { parsePathGlob } from "../../../src/preflight/apparmor/path-glob.ts";

describe("a pattern of paths", () => {
  it.each([
    ["/dev/*", "/dev/a", true],
    ["/dev/*", "/dev/a/b", false],
    ["/dev/*", "/dev/", false],
    ["/dev/**", "/dev/a/b", true],
    ["/dev/**", "/dev/", false],
    ["/dev/{,**}", "/dev/", true],
    ["/dev/*/b", "/dev//b", false],
    ["/dev*", "/dev", true],
    ["/a**z", "/a/b/z", true],
    ["/a?", "/ab", true],
    ["/a?b", "/a/b", false],
    ["/a[bc]", "/ac", true],
    ["/a[b-d]", "/ac", true],
    ["/a[^b-d]", "/ac", false],
    ["/a[^b]c", "/a/c", true],
    ["/{a,b{c,d}}", "/bd", true],
    ["/{a,b{c,d}}", "/b", false],
    ["/a\\*", "/a*", true],
    ["/a\\*", "/ab", false],
    ["/a,b", "/a,b", true],
    ["/a.b", "/axb", false],
    ["/é", "/é", true],
    ["/a?", "/aé", false],
    ["/a??", "/aé", true],
  ])("%s and %s: %s", (glob, path, expected) => {
    expect(parsePathGlob(glob)?.matches(path)).toBe(expected);
  });

  it.each(["/{a", "/a}", "/{a}", "/{}", "/[", "/[]", "/[^]", "/a]", "/[a*]", "/\\101", "/\\", `/${"{a,".repeat(50)}`])(
    "is none: %s",
    (glob) => {
      expect(parsePathGlob(glob)).toBeUndefined();
    },
  );

  it("matches as its translation to a regular expression does", () => {
    const leaf = fc.constantFrom(["a", "a"], ["b", "b"], ["/", "/"], ["?", "[^/]"], ["[ab]", "[ab]"], ["[^a]", "[^a]"]);
    const star = fc.constantFrom(["x*", "x[^/]*"], ["x**", "x[\\s\\S]*"]);
    const either = fc.tuple(leaf, leaf, leaf).map(([a = [], b = [], c = []]) => {
      return [`{${a[0]}${b[0]},${c[0]},}`, `(?:${a[1]}${b[1]}|${c[1]}|)`];
    });
    const pieces = fc.array(fc.oneof(leaf, star, either), { maxLength: 5 });
    const path = fc.array(fc.constantFrom("a", "b", "x", "/"), { maxLength: 8 }).map((parts) => `/${parts.join("")}`);
    fc.assert(
      fc.property(pieces, path, (parts, given) => {
        const glob = `/${parts.map(([text]) => text).join("")}`;
        fc.pre(!/\/\*|\*\*\*/.test(glob));
        const expected = new RegExp(`^/${parts.map(([, text]) => text).join("")}$`).test(given);
        expect(parsePathGlob(glob)?.matches(given)).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it("ends whatever it is, and soon where a backtracking matcher would not", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."/a*?[]{},\\^-é") }), fc.string(), (glob, path) => {
        parsePathGlob(glob)?.matches(path);
      }),
      { numRuns: 2000 },
    );
    const hard = parsePathGlob(`/${"{a*,*a,**}".repeat(30)}z`);
    expect(hard?.matches(`/${"a".repeat(500)}`)).toBe(false);
  });
});

describe("the variables of a pattern", () => {
  const variables = new Map([
    ["one", ["/x/"]],
    ["two", ["/run/", "/var/run/"]],
    ["deep", ["@{two}/d", "@{one}"]],
    ["loop", ["a@{loop}"]],
    ["many", Array.from({ length: 50 }, (_, index) => `${index}`)],
  ]);

  it.each([
    ["/plain", ["/plain"]],
    ["@{one}/f", ["/x/f"]],
    ["@{two}/f", ["/run/f", "/var/run/f"]],
    ["@{deep}/f", ["/run/d/f", "/var/run/d/f", "/x/f"]],
    ["/a@{many}@{unknown}", undefined],
    ["@{many}@{many}", undefined],
    ["@{loop}", undefined],
    ["@{one", undefined],
    ["@{}", undefined],
  ])("%s", (pattern, expected) => {
    expect(expandVariables(pattern, variables)).toEqual(expected);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTerm, parseTerms } from "../../src/inventory/attribute-term.ts";
import { mergeAttributes } from "../../src/inventory/attributes.ts";
import { matchesTerm } from "../../src/inventory/matches-term.ts";

const attributes = mergeAttributes({
  device: {
    memory: "80Gi",
    index: "3",
    isVf: "false",
    driverVersion: "580.95.05",
    productName: "NVIDIA H100 80GB, HBM3",
    numaNodes: "0,1",
    driver: "nvidia",
    cores: "8",
    computeCapability: "newest",
    "vendor.com/memory": "40Gi",
    "vendor.com/rack": "r-1",
    "resource.kubernetes.io/pcieRoot": "pci0000:15",
  },
});

function matches(text: string): boolean {
  const parsed = parseTerm(text);
  if ("fault" in parsed) throw new Error(parsed.fault.message);
  return matchesTerm(attributes, parsed.term);
}

describe("a term holds or not", () => {
  it.each([
    ["memory>=40Gi", true],
    ["memory>=80Gi", true],
    ["memory>80Gi", false],
    ["memory<81Gi", true],
    ["memory<=85899345920", true],
    ["memory=85899345920", true],
    ["memory=85899345920.1", false],
    ["memory>85899345919999m", true],
    ["memory!=80Gi", false],
    ["memoryBytes>1e3", true],
    ["vendor.com/memory=40Gi", true],
    ["index=3", true],
    ["index=03", true],
    ["index<99999999999999999999", true],
    ["index in (1,2,3)", true],
    ["index notin (1,2,3)", false],
    ["index notin (1,2)", true],
    ["isVf", true],
    ["isVf=false", true],
    ["isVf!=true", true],
    ["driverVersion>=580.95.5", true],
    ["driverVersion<580.105", true],
    ["driverVersion in (1.0,580.95.5)", true],
    ["driverVersion~580.*", true],
    ["driverVersion>=v581-rc.1", false],
    ["productName~*H100*", true],
    ['productName="NVIDIA H100 80GB, HBM3"', true],
    ['model in ("NVIDIA H100 80GB, HBM3",x)', true],
    ["productName~H100", false],
    ["productName!~*A100*", true],
    ["numaNodes=1", true],
    ["numaNodes=2", false],
    ["numaNodes!=1", false],
    ["numaNodes in (5,0)", true],
    ["driver=nvidia", true],
    ["driver==nvidia", false],
    ["cores=8", true],
    ["vendor.com/rack~r-?", true],
    ["pcieRoot=pci0000:15", true],
    ["resource.kubernetes.io/pcieRoot=pci0000:15", true],
    ["uuid", false],
    ["!uuid", true],
    ["!index", false],
    ["uuid=x", false],
    ["uuid!=x", true],
    ["uuid~*", false],
    ["uuid!~*", true],
    ["uuid in (x)", false],
    ["uuid notin (x)", true],
    ["mtu<1", false],
    ["mtu>=1", false],
    ["computeCapability", true],
    ["computeCapability>=0", false],
    ["computeCapability!=9", true],
    ["__proto__", false],
    ["toString", false],
    ["constructor!=x", true],
  ])("%s: %s", (text, expected) => {
    expect(matches(text)).toBe(expected);
  });

  it("whatever spelling of an address or id it has", () => {
    const address = mergeAttributes({ spec: { pciBusId: "0000:0f:00.0" } });
    for (const text of ["pciBusId=00000000:0F:00.0", "pciAddress in (0000:0f:00.0)", "pciBusID!=0000:0f:00.1"]) {
      const parsed = parseTerm(text);
      expect("term" in parsed && matchesTerm(address, parsed.term)).toBe(true);
    }
  });
});

describe("parseTerm", () => {
  it.each([
    ["memory>=40Gi", "memoryBytes", "quantity", ">="],
    ["vendor.com/memory>=40Gi", "vendor.com/memory", "quantity", ">="],
    ["resource.kubernetes.io/pciBusID=0000:0f:00.0", "pciBusId", "string", "="],
    ["what", "what", "string", ""],
    ["!what", "what", "string", "!"],
    ["a_B/c9 in (x)", "a_B/c9", "string", " in "],
  ])("reads %s", (text, key, type, symbol) => {
    expect(parseTerm(text)).toMatchObject({ term: { key, type, operator: { symbol } } });
  });

  it.each([
    ["", 0, "a name"],
    ["!", 1, "a name"],
    ["9x", 0, "a name"],
    [`${"x".repeat(33)}=1`, 0, "a name"],
    ["a/b/c", 0, "a name"],
    ["a-b=c", 0, "a name"],
    [" a", 0, "a name"],
    ["a ", 1, "an operator"],
    ["a =b", 1, "an operator"],
    ["!a=b", 2, "should end"],
    ["a=", 2, "a value"],
    ["a=b c", 3, "should end"],
    ["a=b,c", 3, "should end"],
    ['a="b', 2, "a value"],
    ['a="\\x"', 2, "a value"],
    ['a="b"c', 5, "should end"],
    ["a in x", 5, "a list"],
    ["a in ()", 6, "a value"],
    ["a in (x", 7, "a comma"],
    ["a in (x,)", 8, "a value"],
    ["a in (x, y)", 8, "a value"],
    ["a in (x)y", 8, "should end"],
    ["memory>=lots", 8, "is not a quantity"],
    ["index in (1,x)", 12, "is not an integer"],
    ["index=1.0", 6, "is not an integer"],
    ["isVf=yes", 5, "is not true or false"],
    ["driverVersion>=newest", 15, "is not a version"],
    ["driver>x", 6, "cannot compare"],
    ["cores>=4", 5, "cannot compare"],
    ["isVf<true", 4, "cannot compare"],
    ["numaNodes>1", 9, "cannot compare"],
    ["memory~4*", 6, "cannot compare"],
    [`a in (${"x,".repeat(64)}x)`, 1, "more than 64"],
    ["a=\u2028", 2, "a value"],
  ])("refuses %j at %i", (text, offset, message) => {
    expect(parseTerm(text)).toEqual({ fault: { offset, message: expect.stringContaining(message) } });
  });

  it("has limits", () => {
    expect(parseTerm(`a=${"x".repeat(254)}`)).toHaveProperty("term");
    expect(parseTerm(`a=${"x".repeat(255)}`)).toMatchObject({ fault: { offset: 256 } });
    expect(parseTerms(Array.from({ length: 32 }, () => "a"))).toHaveProperty("terms.length", 32);
    expect(parseTerms(Array.from({ length: 33 }, () => "a"))).toMatchObject({ fault: { index: 32, offset: 0 } });
    expect(parseTerms(["a", "b", "c>1"])).toMatchObject({ fault: { index: 2, offset: 1 } });
    expect(parseTerms([])).toEqual({ terms: [] });
  });

  it("never fails on any text, and its offset lies in the text or at its end", () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom(
        "memory",
        "index",
        " in (",
        " notin (",
        ",",
        ")",
        "=",
        "!",
        "~",
        "40Gi",
        '"',
        "\\",
        "a.b/",
        ">",
        "<",
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join("");
        const parsed = parseTerm(text);
        if ("fault" in parsed) expect(parsed.fault.offset).toBeLessThanOrEqual(text.length);
        else expect(typeof matchesTerm(attributes, parsed.term)).toBe("boolean");
      }),
      { numRuns: 3000 },
    );
  });

  it("has a negation for each condition but an order", () => {
    const value = fc.constantFrom("1", "3", "x", "nvidia", "true", "false", "80Gi", "580.95.5", "*");
    const key = fc.constantFrom("index", "driver", "isVf", "memory", "driverVersion", "uuid", "numaNodes", "cores");
    const pair = fc.constantFrom<readonly [string, string]>(["=", "!="], ["~", "!~"], [" in (", " notin ("]);
    fc.assert(
      fc.property(key, value, pair, (name, text, [positive, negative]) => {
        const end = positive.endsWith("(") ? ")" : "";
        const [left, right] = [parseTerm(name + positive + text + end), parseTerm(name + negative + text + end)];
        if ("fault" in left || "fault" in right) expect("fault" in left && "fault" in right).toBe(true);
        else expect(matchesTerm(attributes, left.term)).toBe(!matchesTerm(attributes, right.term));
      }),
    );
  });
});

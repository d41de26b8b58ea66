import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRoutes, parseRoutes6 } from "../../../src/preflight/network/host-routes.ts";

describe("the routes of a host", () => {
  it("are read from the kernel's words", () => {
    expect(
      parseRoutes("Iface\tDestination\tGateway\neth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n"),
    ).toEqual([{ by: "eth0", to: "0.0.0.0/0", isDefault: true }]);
    expect(parseRoutes("e\t0A000A0A\t0\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0")).toEqual([
      { by: "e", to: "10.10.0.10/24", isDefault: false },
    ]);
  });

  it("are not those that lead nowhere", () => {
    expect(parseRoutes("*\t0000000A\t00000000\t0201\t0\t0\t0\t000000FF\t0\t0\t0")).toEqual([]);
    const zero = "0".repeat(32);
    const nowhere = `${zero} 00 ${zero} 00 ${zero} ffffffff 00000001 00000000 00200200       lo`;
    expect(parseRoutes6(nowhere)).toEqual([]);
  });

  it("of IPv6 are spelt short", () => {
    const zero = "0".repeat(32);
    const line = (to: string) => `${to} 40 ${zero} 00 ${zero} 00000100 00000001 00000000 00000001 eth0`;
    const spelt = (to: string) => parseRoutes6(line(to)).map((route) => route.to);
    expect(spelt("20010db8000000000000000000000001")).toEqual(["2001:db8::1/64"]);
    expect(spelt("fd000000000000000000000000000000")).toEqual(["fd00::/64"]);
    expect(spelt("20010db8000100020003000400050006")).toEqual(["2001:db8:1:2:3:4:5:6/64"]);
  });

  it("are none in any other text", () => {
    const part = fc.constantFrom("eth0", "00000000", "0003", "\t", " ", "\n", "ffffffff", "0".repeat(32), "40");
    const text = fc.oneof(
      fc.string(),
      fc.array(part, { maxLength: 40 }).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(text, (each) => {
        for (const { by, to } of [...parseRoutes(each), ...parseRoutes6(each)]) {
          expect(by).not.toBe("");
          expect(to).toMatch(/^[\da-f.:]+\/\d{1,3}$/);
        }
      }),
    );
  });
});

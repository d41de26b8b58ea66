import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callerOf } from "../../../src/preflight/limits/caller.ts";

const status = "Name:\tnode\nUid:\t1000\t0\t0\t0\nCapInh:\t0000000000000000\nCapPrm:\t000001fffeffffff\n";
const limits = `Limit                     Soft Limit           Hard Limit           Units     
Max cpu time              unlimited            unlimited            seconds   
Max open files            1024                 20000                files     
Max nice priority         0                    0                    
Max core file size        0                    unlimited            bytes     
`;

describe("what this process may do", () => {
  it("is read of procfs", () => {
    const caller = callerOf(status, limits, 40);
    expect(caller.isRoot).toBe(true);
    expect([12, 24].map(caller.hasCapability)).toEqual([true, false]);
    expect(Object.fromEntries(caller.limits)).toEqual({
      RLIMIT_CPU: Number.POSITIVE_INFINITY,
      RLIMIT_NOFILE: 20_000,
      RLIMIT_NICE: 0,
      RLIMIT_CORE: Number.POSITIVE_INFINITY,
    });
  });

  it("is nothing where procfs says nothing", () => {
    const caller = callerOf("", "", 40);
    expect(caller.isRoot).toBe(false);
    expect(caller.hasCapability(0)).toBe(false);
    expect(caller.limits.size).toBe(0);
  });

  it("is read of any text", () => {
    const line = fc.constantFrom("Max open files", "  ", "unlimited", "12", "Uid:\t", "CapPrm:\t", "ffff", "\n", "\t");
    const text = fc.oneof(
      fc.string(),
      fc.array(line).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(text, text, (one, other) => {
        callerOf(one, other, 40).hasCapability(3);
      }),
      { numRuns: 1000 },
    );
  });
});

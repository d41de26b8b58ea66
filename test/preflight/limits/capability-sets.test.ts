import { describe, expect, it } from "vitest";
import { capabilitySets } from "../../../src/preflight/limits/capability-sets.ts";
import { saysOf } from "../says-of.ts";

const says = (capabilities: object) => saysOf(capabilitySets, { oci: { process: { capabilities } } });
const netAdmin = ["CAP_NET_ADMIN"];

describe("the sets of capabilities", () => {
  it("are as the kernel takes them", () => {
    expect(says({ bounding: netAdmin, permitted: netAdmin, effective: netAdmin, inheritable: netAdmin })).toEqual([]);
    expect(says({ permitted: netAdmin, effective: netAdmin })).toEqual([]);
    expect(says({})).toEqual([]);
  });

  it("may not have more in effective than in permitted, nor more in inheritable than in bounding", () => {
    expect(says({ bounding: netAdmin, effective: netAdmin })).toEqual([
      'error capabilities-refused: The container cannot start: CAP_NET_ADMIN in process.capabilities.effective is not in permitted, so runtimes fail with "operation not permitted" -> Add CAP_NET_ADMIN to process.capabilities.permitted',
    ]);
    expect(says({ inheritable: netAdmin })[0]).toContain("CAP_NET_ADMIN in process.capabilities.inheritable is not in");
  });

  it("may name what there is not, for runtimes leave that out", () => {
    expect(says({ effective: ["CAP_NOPE", "NET_ADMIN", "constructor"] })).toEqual([]);
  });
});

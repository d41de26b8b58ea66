import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runtimeUser, userIn } from "../../../src/preflight/hooks/runtime-user.ts";
import { fakeHost } from "../../host/fake-host.ts";

describe("the user that runs hooks", () => {
  it("is root on a host that is not this one", () => {
    expect(runtimeUser(fakeHost().host)).toMatchObject({ uid: 0, isCertain: true });
  });

  it("is by the status of a process the one that it acts as, with all of its groups", () => {
    const status = "Name:\tnode\nUid:\t1000\t1001\t1001\t1001\nGid:\t100\t101\t101\t101\nGroups:\t4 24 101 \n";
    expect(userIn(status)).toEqual({
      uid: 1001,
      gids: new Set([101, 4, 24]),
      capabilities: new Set(),
      isCertain: false,
    });
  });

  it("is nobody by a text that says nothing, and is found in any text", () => {
    expect(userIn("")).toMatchObject({ uid: 65_534 });
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(userIn(`Uid:\t${text}`).uid).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

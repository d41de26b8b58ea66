import { describe, expect, it } from "vitest";
import { ChangeHistory } from "../../../src/http/changes/change-history.ts";
import type { RegistryUpdate } from "../../../src/registry/publisher.ts";
import { snapshotOf } from "../../../src/registry/snapshot.ts";

/** An update that makes revisions up to `last`: of devices, or of none. */
function update(last: number, devices: number): RegistryUpdate {
  const changes = Array.from({ length: devices }, (_, index) => {
    const n = last - devices + 1 + index;
    return { type: "modified" as const, name: `v.com/c=${n}`, revision: `e.${n}` };
  });
  return { snapshot: snapshotOf([], { revision: `e.${last}`, directories: [] }), changes, reread: [] };
}

const since = (history: ChangeHistory, revision: string) => history.since(revision)?.map((event) => event.revision);

describe("ChangeHistory", () => {
  it("has what came behind a revision, those that touch no device too", () => {
    const history = new ChangeHistory("e.1", 10);
    expect(history.add(update(3, 2)).map(({ type }) => type)).toEqual(["modified", "modified"]);
    expect(history.add(update(4, 0))).toEqual([{ type: "bookmark", revision: "e.4" }]);
    expect(since(history, "e.1")).toEqual(["e.2", "e.3", "e.4"]);
    expect(since(history, "e.2")).toEqual(["e.3", "e.4"]);
    expect(since(history, "e.4")).toEqual([]);
  });

  it("knows nothing of other runs, of what is to come, and of what was before it", () => {
    const history = new ChangeHistory("e.5", 10);
    history.add(update(6, 1));
    for (const revision of ["e.4", "e.7", "f.5", "ee.5"])
      expect([revision, since(history, revision)]).toEqual([revision, undefined]);
  });

  it("keeps at least so many events, and not more than twice as many", () => {
    const history = new ChangeHistory("e.0", 5);
    let n = 0;
    for (const devices of [1, 0, 3, 4, 2, 1, 0, 7, 1]) {
      n += Math.max(1, devices);
      history.add(update(n, devices));
      expect(since(history, `e.${Math.max(0, n - 5)}`)).toEqual(
        Array.from({ length: Math.min(5, n) }, (_, index) => `e.${Math.max(0, n - 5) + index + 1}`),
      );
      if (n > 10) expect(since(history, `e.${n - 11}`)).toBeUndefined();
    }
  });

  it("keeps the last of an update that is longer than it", () => {
    const history = new ChangeHistory("e.0", 5);
    history.add(update(100, 100));
    expect(since(history, "e.94")).toBeUndefined();
    expect(since(history, "e.95")).toEqual(["e.96", "e.97", "e.98", "e.99", "e.100"]);
  });
});

import { describe, expect, it } from "vitest";
import { loadSnapshot } from "../../src/registry/load-snapshot.ts";
import { resolve } from "../../src/registry/resolve.ts";
import { resolveOnce } from "../../src/registry/resolve-once.ts";
import { temporaryDirectory, writeFiles } from "./directories.ts";

/** A directory with one device of as many nodes. */
function directory(nodes: number): string {
  const dir = temporaryDirectory();
  const deviceNodes = Array.from({ length: nodes }, (_, index) => ({ path: `/dev/${index}`, type: "c", major: 1 }));
  const devices = [{ name: "d", containerEdits: { deviceNodes } }];
  writeFiles(dir, { "a.json": JSON.stringify({ cdiVersion: "1.1.0", kind: "v.com/c", devices }) });
  return dir;
}

const named = (times: number): string[] => Array.from({ length: times }, () => "v.com/c=d");

const refusal = {
  faults: [
    {
      name: "v.com/c=d",
      reason: "malformed-name",
      message:
        'Cannot resolve "v.com/c=d": the request names devices again too often for their edits to fit into memory',
      nearest: [],
    },
  ],
};

describe("devices named again and again", () => {
  it("resolve ten thousand times", async () => {
    const resolution = await resolveOnce(named(10_000), [directory(30)]);
    expect("resolved" in resolution && resolution.resolved.edits.deviceNodes?.length).toBe(300_000);
  });

  it("are refused where their edits would not fit into memory", async () => {
    const dir = directory(2000);
    expect(await resolveOnce(named(100_000), [dir])).toEqual(refusal);
    const snapshot = await loadSnapshot([dir]);
    expect(resolve(named(100_000), snapshot)).toEqual(refusal);
    expect(
      resolve(
        Array.from({ length: 1000 }, () => "v.com/c=*"),
        snapshot,
      ),
    ).toEqual(refusal);
    expect(resolve(named(2), snapshot)).toMatchObject({ resolved: { devices: named(2) } });
  });
});

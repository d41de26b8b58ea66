import { expect, it } from "vitest";
import { temporaryDirectory, writeFiles } from "../registry/directories.ts";
import { cdictl } from "./command-line.ts";

it("says of ten thousand nodes that the host lacks which devices bring them", async () => {
  const dir = temporaryDirectory();
  const shared = { deviceNodes: [{ path: "/none/shared" }] };
  const devices = Array.from({ length: 10_000 }, (_, index) => ({
    name: `d${index}`,
    containerEdits: { deviceNodes: [{ path: `/none/${index}` }] },
  }));
  writeFiles(dir, {
    "a.json": JSON.stringify({ cdiVersion: "1.1.0", kind: "v.com/c", devices, containerEdits: shared }),
  });
  const names = devices.map(({ name }) => `v.com/c=${name}`);
  const outcome = await cdictl(["inject", "-", ...names, ...names, "-d", dir, "--format", "json"], { stdin: "{}" });
  const problems: unknown = JSON.parse(outcome.stderr);
  expect(problems).toHaveLength(10_001);
  expect(problems).toMatchObject({
    0: { code: "host-node-missing", path: `${dir}/a.json`, devices: names },
    1: { code: "host-node-missing", path: `${dir}/a.json`, devices: ["v.com/c=d0"] },
  });
});

import { describe, expect, it } from "vitest";
import { cdictl } from "../command-line.ts";
import { useSamples } from "../use-samples.ts";

const samples = useSamples();

describe("show", () => {
  it("merges the edits and says where each device comes from and what it shadows", async () => {
    const { stdout } = await cdictl([
      "show",
      "vendor.com/gpu=0",
      "vendor.com/gpu=1",
      "--format",
      "json",
      ...samples.dirs,
    ]);
    expect(JSON.parse(stdout)).toEqual({
      devices: [
        {
          name: "vendor.com/gpu=0",
          spec: { path: `${samples.root}/high/gpu.json`, priority: 1, cdiVersion: "0.6.0" },
          annotations: { numa: "1" },
          shadowed: [{ path: `${samples.root}/low/gpu.yaml`, priority: 0 }],
        },
        { name: "vendor.com/gpu=1", spec: { path: `${samples.root}/low/gpu.yaml`, priority: 0, cdiVersion: "0.5.0" } },
      ],
      containerEdits: { env: ["SPEC=high", "GPU=high", "GPU=low1"] },
    });
  });
});

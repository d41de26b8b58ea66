import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inspectSpec } from "../../../src/cdi/inspect-spec.ts";
import { printSpec } from "../../../src/cdi/print-spec.ts";
import type { Generated } from "../../../src/generators/generator.ts";
import { polish } from "../../../src/generators/polish.ts";
import { loadSnapshot } from "../../../src/registry/load-snapshot.ts";
import { resolve } from "../../../src/registry/resolve.ts";
import type { FakeHost } from "../../host/fake-host.ts";
import { temporaryDirectory } from "../../registry/directories.ts";
import { type Asked, generate } from "./generate.ts";
import { hgxH100 } from "./hosts/hgx-h100.ts";
import { mixed } from "./hosts/mixed.ts";
import { tegra } from "./hosts/tegra.ts";
import { workstation } from "./hosts/workstation.ts";
import { wsl } from "./hosts/wsl.ts";

/** The spec as it is written. */
function polished(host: FakeHost, asked: Asked): Generated {
  const { spec, problems } = generate(host, asked);
  const written = spec ? polish(spec) : { spec, problems: [] };
  return { spec: written.spec, problems: [...problems, ...written.problems] };
}

describe.each([
  ["hgx-h100", hgxH100, {}],
  [
    "hgx-h100-some",
    hgxH100,
    { values: { "record-majors": [], "device-name-strategy": ["type-index"], "device-id": ["2", "0:1"] } },
  ],
  ["mixed", mixed, {}],
  ["workstation", workstation, {}],
  ["workstation-no-hooks", workstation, { hooks: "none" }],
  ["wsl", wsl, {}],
  ["tegra", tegra, {}],
  ["tegra-no-hooks", tegra, { hooks: "none" }],
] as const)("the spec of %s", (name, make, asked) => {
  it("is as it was", async () => {
    const { spec, problems } = polished(make(), asked);
    const text = spec ? printSpec(spec, "yaml") : "";
    const remarks = problems.map(({ code, message }) => `# ${code}: ${message}\n`).join("");
    await expect(remarks + text).toMatchFileSnapshot(`golden/${name}.yaml`);
  });

  it("is one that all runtimes load, without a doubt, and each device resolves", async () => {
    const { spec } = polished(make(), asked);
    const text = spec ? printSpec(spec, "yaml") : "";
    expect(await inspectSpec(text)).toMatchObject({ problems: [] });
    const dir = temporaryDirectory();
    writeFileSync(join(dir, "nvidia.yaml"), text);
    const snapshot = await loadSnapshot([dir]);
    for (const device of spec?.devices ?? []) {
      expect(resolve([`nvidia.com/gpu=${device.name}`], snapshot)).toHaveProperty("resolved");
    }
  });
});

import { describe, expect, it } from "vitest";
import { releasedVersions } from "../../../src/cdi/versions.ts";
import { cdiSupport } from "../../../src/preflight/registry/runtime-support.ts";
import { supportRanges } from "../../../src/preflight/registry/support-ranges.ts";
import { parseRuntimeVersion, runtimeNames } from "../../../src/preflight/runtime-version.ts";
import { certainty } from "../../../src/preflight/version-certainty.ts";

function highest(text: string): readonly (string | undefined)[] {
  const runtime = parseRuntimeVersion(text);
  if (!runtime) throw new Error(text);
  return supportRanges(runtime).map(({ row }) => row.highest);
}

describe("what a runtime takes", () => {
  it.each([
    ["containerd@1.6.33", [undefined]],
    ["containerd@1.7.0", ["0.5.0"]],
    ["containerd@1.7.11", ["0.5.0"]],
    ["containerd@1.7.12", ["0.6.0"]],
    ["containerd@1.7.26", ["0.7.0"]],
    ["containerd@1.7.27", ["0.8.0"]],
    ["containerd@2.0.4", ["0.8.0"]],
    ["containerd@2.1", ["1.0.0"]],
    ["containerd@2.2", ["1.0.0", "1.1.0"]],
    ["containerd@3", ["1.1.0"]],
    ["cri-o@1.24.1", ["0.3.0"]],
    ["cri-o@1.29", ["0.6.0"]],
    ["cri-o@1.35.0", ["1.1.0"]],
    ["podman@4.3.1", ["0.5.0"]],
    ["podman@4.9", ["0.6.0"]],
    ["podman@5.0", ["0.6.0"]],
    ["podman@5", ["0.6.0", "0.7.0", "0.8.0", "1.0.0", "1.0.0"]],
    ["docker@24", [undefined]],
    ["docker@25.0.16", ["0.6.0"]],
    ["docker@25.0.17", ["0.8.0"]],
    ["docker@26.0", ["0.6.0"]],
    ["docker@28", ["0.8.0", "1.0.0", "1.0.0"]],
    ["buildah@1.35", [undefined]],
    ["buildah@1.41", ["1.0.0"]],
    ["buildkit@0.19", [undefined]],
    ["buildkit@0.27.1", ["1.1.0"]],
    ["nerdctl@2.0", [undefined]],
    ["nerdctl@2.2.1", ["1.1.0"]],
    ["runc@1.4", []],
    ["crun", []],
  ])("%s: %j", (runtime, expected) => {
    expect(highest(runtime)).toEqual(expected);
  });

  it.each(runtimeNames)("is known for %s in order of version, by versions of the specification", (name) => {
    const rows = cdiSupport(name);
    for (const [index, { from, highest }] of rows.entries()) {
      if (index > 0) expect(certainty(from, rows[index - 1]?.from ?? [])).toBe("yes");
      if (highest !== undefined) expect(releasedVersions).toContain(highest);
    }
  });
});

it.each([
  [[1, 2, 3], [1, 2], "yes"],
  [[1, 2], [1, 2, 0], "yes"],
  [[1, 2], [1, 2, 1], "maybe"],
  [[1], [1, 2], "maybe"],
  [[1, 1], [1, 2], "no"],
  [[], [0], "yes"],
  [[], [1], "maybe"],
] as const)("version %j is at least %j: %s", (version, least, expected) => {
  expect(certainty(version, least)).toBe(expected);
});

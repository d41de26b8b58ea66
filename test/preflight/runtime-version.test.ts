import { describe, expect, it } from "vitest";
import { isAtLeast, parseRuntimeVersion } from "../../src/preflight/runtime-version.ts";

describe("parseRuntimeVersion", () => {
  it.each([
    ["podman", { name: "podman", version: [] }],
    ["podman@5", { name: "podman", version: [5] }],
    ["containerd@v1.7.13", { name: "containerd", version: [1, 7, 13] }],
    ["docker@28.1-rc.1", { name: "docker", version: [28, 1] }],
    ["runc@1.1.5+ds1", { name: "runc", version: [1, 1, 5] }],
  ])("reads %s", (text, runtime) => {
    expect(parseRuntimeVersion(text)).toEqual(runtime);
  });

  it.each(["", "podmann", "podman@", "podman@latest", "@5", "podman@5@6", "PODMAN@5"])("refuses %j", (text) => {
    expect(parseRuntimeVersion(text)).toBeUndefined();
  });
});

it.each([
  [[1, 7, 13], [1, 7, 12], true],
  [[1, 7, 12], [1, 7, 13], false],
  [[2], [1, 7], true],
  [[1], [1, 7], true],
  [[1, 6], [1, 7], false],
  [[], [9], true],
])("version %j is at least %j: %s", (version, least, expected) => {
  expect(isAtLeast(version, least)).toBe(expected);
});

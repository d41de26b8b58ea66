import fc from "fast-check";
import { expect, it } from "vitest";
import { readContainer } from "../../../src/oci/container.ts";
import { checks } from "../../../src/preflight/checks.ts";
import { runsLegacyHook } from "../../../src/preflight/nvidia/hook-files.ts";
import { healthy, says } from "./nvidia-host.ts";

const names = [
  "driver-presence",
  "present-gpus",
  "control-nodes",
  "library-versions",
  "mig-access",
  "whole-gpus",
  "legacy-hooks",
  "visible-devices",
];
const own = checks.filter(({ name }) => names.includes(name));

it("all of these checks are made", () => {
  expect(own.map(({ name }) => name)).toEqual(names);
});

it("nothing is said of GPUs that work, in a container or without one", () => {
  for (const check of own) {
    expect(says(check, {})).toEqual([]);
    expect(says(check, { oci: { process: { env: ["PATH=/bin"] } } })).toEqual([]);
  }
});

it("nothing is said of devices of others", () => {
  for (const check of own) expect(says(check, { host: {}, nodes: ["/dev/dri/card0", "/dev/nvme0"] })).toEqual([]);
});

it("wrong types in an OCI spec are for others to tell", () => {
  const odd = [{ env: [], capabilities: 1 }, {}, { env: ["NVIDIA_VISIBLE_DEVICES", "=", "__proto__=x"] }];
  for (const process of odd) {
    const oci = { process, hooks: { prestart: [null, 1, { path: 1 }], constructor: 1 }, annotations: [] };
    for (const check of own) expect(says(check, { oci, host: healthy })).toEqual([]);
  }
});

it("any file of hooks is read", () => {
  const container = readContainer({});
  const text = fc.oneof(fc.json(), fc.string({ unit: "binary" }));
  fc.assert(fc.property(text, (given) => runsLegacyHook(given, container) === false));
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cdiFeatureIn, enableCdiIn } from "../../../src/preflight/registry/cdi-switches.ts";

describe("the setting that switches CDI on", () => {
  it.each([
    ["", undefined],
    ["enable_cdi = true", true],
    ["[x]\n\tenable_cdi=false # no", false],
    ["# enable_cdi = true", undefined],
    ["disable_enable_cdi = true", undefined],
  ])("is in containerd's configuration: %j", (text, expected) => {
    expect(enableCdiIn(text)).toBe(expected);
  });

  it.each([
    ["", undefined],
    ["[]", undefined],
    ["null", undefined],
    ['{"features": null}', undefined],
    ['{"features": {"cdi": true}}', true],
    ['{"features": {"cdi": false}}', false],
    ['{"features": {"cdi": 1}}', undefined],
  ])("is in Docker's configuration: %j", (text, expected) => {
    expect(cdiFeatureIn(text)).toBe(expected);
  });

  it("survives any text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        cdiFeatureIn(text);
        enableCdiIn(text);
      }),
    );
  });
});

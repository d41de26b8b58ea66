import { describe, expect, it } from "vitest";
import { parseQualifiedName } from "../../src/cdi/names.ts";
import { generatorNames } from "../../src/generators/generator-names.ts";
import { loadGenerator } from "../../src/generators/generators.ts";
import { fakeHost } from "../host/fake-host.ts";

describe.each(generatorNames)("the generator %s", (name) => {
  it("goes by its name, and has a kind", async () => {
    const generator = await loadGenerator(name);
    expect(generator.name).toBe(name);
    expect(parseQualifiedName(`${generator.kind}=x`)).toBeDefined();
  });

  it("does not apply to an empty root, and says why", async () => {
    const generator = await loadGenerator(name);
    const { host } = fakeHost();
    const empty = { tree: host, devices: host, driver: host };
    expect(generator.detect(empty)).toEqual({ applies: false, reason: expect.stringMatching(/\w/) });
    expect(generator.generate(empty, { hooks: "auto", values: new Map() }).spec).toBeUndefined();
  });
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readSpec } from "../../src/cdi/read-spec.ts";
import { generatorNames } from "../../src/generators/generator-names.ts";
import { loadGenerator } from "../../src/generators/generators.ts";
import { cataloguedAttribute } from "../../src/inventory/attribute-catalogue.ts";

const goldens = ["test/generators/golden", "test/generators/nvidia/golden"].flatMap((directory) =>
  readdirSync(directory).map((name) => join(directory, name)),
);
const documented = new Set(
  [...readFileSync("docs/generators.md", "utf8").matchAll(/^\| `([^`]+\/[^`]+)` \|/gm)].map(([, name]) => name),
);

describe("docs/generators.md", () => {
  it.each(goldens)("knows each annotation of %s that is no attribute", async (path) => {
    const { spec } = await readSpec(readFileSync(path, "utf8"));
    const names = new Set(spec?.devices.flatMap(({ annotations = {} }) => Object.keys(annotations)));
    const own = [...names]
      .filter((name) => !cataloguedAttribute(name))
      .map((name) => name.replace(/^.*\/stable-name$/, "DOMAIN/stable-name"));
    expect(own.filter((name) => !documented.has(name))).toEqual([]);
  });
});

it.each(generatorNames)("README.md has the generator %s, with its kind", async (name) => {
  const { kind } = await loadGenerator(name);
  expect(readFileSync("README.md", "utf8")).toContain(`\n| \`${name}\` | \`${kind}\` |`);
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadSnapshot } from "../../dist/lib/index.js";
import { manySpecs } from "./inputs.mjs";
import { pairedRatio } from "./statistics.mjs";

function readAndParse(dir) {
  return readdirSync(dir).map((name) => JSON.parse(readFileSync(join(dir, name), "utf8")));
}

async function load(dir) {
  const { deviceCount } = await loadSnapshot([dir]);
  if (deviceCount !== 10_000) throw new Error(`${deviceCount} devices`);
}

export const loadRows = [
  {
    name: "load of 1,000 JSON specs of 10 devices / reading and JSON.parse-ing the files",
    bound: 3,
    measure: async (root) => {
      const dir = manySpecs(root, 1000, "json");
      return {
        value: await pairedRatio(
          () => load(dir),
          () => readAndParse(dir),
          { turns: 15 },
        ),
      };
    },
  },
  {
    name: "load of 1,000 YAML specs of 10 devices / the JSON load",
    bound: 3,
    measure: async (root) => {
      const [yaml, json] = [manySpecs(root, 1000, "yaml"), manySpecs(root, 1000, "json")];
      return {
        value: await pairedRatio(
          () => load(yaml),
          () => load(json),
          { turns: 15 },
        ),
      };
    },
  },
];

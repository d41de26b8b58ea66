import { readFileSync } from "node:fs";
import {
  applyEdits,
  loadSnapshot,
  lookUpDeviceNode,
  parseOciDocument,
  printEdited,
  resolve,
} from "../../dist/lib/index.js";
import { input, specDirectory } from "./inputs.mjs";
import { pairedRatio } from "./statistics.mjs";

const repetitions = 2000;

function repeat(work) {
  return () => {
    for (let i = 0; i < repetitions; i++) work();
  };
}

export const inProcessRows = [
  {
    name: "in-process inject of 2 devices (parse, resolve, apply, print) / JSON.parse of the input and JSON.stringify of the result",
    bound: 1.5,
    measure: async (root) => {
      const snapshot = await loadSnapshot([specDirectory(root, "nvidia.json")]);
      const text = readFileSync(input("oci.json"), "utf8");
      const inject = () => {
        const { resolved } = resolve(["nvidia.com/gpu=0", "nvidia.com/gpu=3"], snapshot);
        return printEdited(applyEdits(parseOciDocument(text), resolved.edits, lookUpDeviceNode));
      };
      const result = JSON.parse(inject());
      const baseline = () => [JSON.parse(text), JSON.stringify(result)];
      return { value: await pairedRatio(repeat(inject), repeat(baseline), { turns: 15, warmup: 5 }) };
    },
  },
];

import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Registry } from "../../dist/lib/index.js";
import { manySpecs, specText } from "./inputs.mjs";
import { median, quantile } from "./statistics.mjs";

const changes = 200;

/** Milliseconds from the renaming of a changed spec into place until the registry shows it, many times. */
async function delays(root, count) {
  const dir = manySpecs(root, count, "json");
  const registry = await Registry.open({ dirs: [dir] });
  const measured = [];
  for (let i = 0; i < changes; i++) {
    const target = (i * 7) % count;
    const marker = `#${i}`;
    writeFileSync(join(dir, "next.tmp"), specText(target, "json", marker));
    const name = `vendor${target % 50}.com/class${target}=dev0`;
    const start = process.hrtime.bigint();
    renameSync(join(dir, "next.tmp"), join(dir, `spec${target}.json`));
    await shows(registry, name, marker);
    measured.push(Number(process.hrtime.bigint() - start) / 1e6);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await registry.close();
  return measured;
}

function shows(registry, name, marker) {
  return new Promise((resolve) => {
    const unsubscribe = registry.onChange(({ snapshot }) => {
      if (!snapshot.find(name)?.definition.containerEdits.env?.[0]?.endsWith(marker)) return;
      unsubscribe();
      resolve();
    });
  });
}

let large;

export const changeRows = [
  {
    name: "one file changed until visible, 10,000 specs / 10 specs",
    bound: 1.5,
    measure: async (root) => {
      const small = await delays(root, 10);
      large = await delays(root, 10_000);
      return {
        value: median(large) / median(small),
        detail: `medians ${median(large).toFixed(1)} and ${median(small).toFixed(1)} ms`,
      };
    },
  },
  {
    name: "one file changed until visible, 10,000 specs, 99th percentile",
    bound: 25,
    unit: " ms",
    measure: async (root) => {
      large ??= await delays(root, 10_000);
      return { value: quantile(large, 0.99) };
    },
  },
];

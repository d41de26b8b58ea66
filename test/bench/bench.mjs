// npm run bench: speed and memory as ratios within one run, so that they hold on any machine. Each row names its bound.
// npm run bench -- PATTERN runs the rows whose name contains PATTERN.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { changeRows } from "./change.mjs";
import { generationRows } from "./generation.mjs";
import { inProcessRows } from "./in-process.mjs";
import { loadRows } from "./load.mjs";
import { memoryRows } from "./memory.mjs";
import { serviceRows } from "./service.mjs";
import { wholeProcessRows } from "./whole-process.mjs";

const pattern = process.argv[2] ?? "";
const root = mkdtempSync(join(tmpdir(), "cdi-bench-"));
const rows = [
  ...wholeProcessRows,
  ...generationRows,
  ...loadRows,
  ...inProcessRows,
  ...changeRows,
  ...memoryRows,
  ...serviceRows,
];
let failed = 0;

try {
  process.stdout.write(`Node ${process.version}; ratios are medians of paired runs\n`);
  for (const { name, bound, least = false, unit = "", measure } of rows.filter((row) => row.name.includes(pattern))) {
    const { value, detail = "" } = await measure(root);
    const holds = least ? value >= bound : value <= bound;
    if (!holds) failed++;
    const limit = `${least ? "at least" : "at most"} ${bound}${unit}, ${holds ? "holds" : "EXCEEDED"}`;
    process.stdout.write(`${value.toFixed(2).padStart(8)}${unit} (${limit})  ${name}${detail && `  [${detail}]`}\n`);
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}
process.stdout.write(`${failed} of the bounds exceeded\n`);
process.exitCode = failed === 0 ? 0 : 1;

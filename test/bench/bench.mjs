// npm run bench: speed and memory as ratios within one run, so that they hold on any machine. Each row names its bound.
// npm run bench -- PATTERN runs the rows whose name contains PATTERN.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { changeRows } from "./change.mjs";
import { inProcessRows } from "./in-process.mjs";
import { loadRows } from "./load.mjs";
import { memoryRows } from "./memory.mjs";
import { wholeProcessRows } from "./whole-process.mjs";

const pattern = process.argv[2] ?? "";
const root = mkdtempSync(join(tmpdir(), "cdi-bench-"));
const rows = [...wholeProcessRows, ...loadRows, ...inProcessRows, ...changeRows, ...memoryRows];
let failed = 0;

try {
  process.stdout.write(`Node ${process.version}; ratios are medians of paired runs\n`);
  for (const { name, bound, unit = "", measure } of rows.filter((row) => row.name.includes(pattern))) {
    const { value, detail = "" } = await measure(root);
    const verdict = value <= bound ? "holds" : "EXCEEDED";
    if (value > bound) failed++;
    process.stdout.write(
      `${value.toFixed(2).padStart(8)}${unit} (at most ${bound}${unit}, ${verdict})  ${name}${detail && `  [${detail}]`}\n`,
    );
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}
process.stdout.write(`${failed} of the bounds exceeded\n`);
process.exitCode = failed === 0 ? 0 : 1;

// Rewrites 100 files a second until it is ended: a process of its own, for a client that writes cannot time its answers.
// Another marker for each process makes each write a change. Argument: a directory in which there are spec0.json to spec999.json.
import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { specText } from "./inputs.mjs";

const [dir] = process.argv.slice(2);
let written = 0;

setInterval(() => {
  const path = join(dir, `spec${written % 1000}.json`);
  writeFileSync(`${path}.tmp`, specText(written % 1000, "json", `-${process.pid}-${written}`));
  renameSync(`${path}.tmp`, path);
  written++;
}, 10);

// Writes files that are made of others, by their paths. With `--check` on the command line nothing is written, and the run
// fails where a file is out of date.
import { readFileSync, writeFileSync } from "node:fs";
import { relative } from "node:path";

export function writeGenerated(files) {
  const script = relative(process.cwd(), process.argv[1]);
  for (const [path, content] of Object.entries(files)) {
    if (read(path) === content) continue;
    if (process.argv.includes("--check")) {
      process.stderr.write(`${path} is out of date; run node ${script}\n`);
      process.exitCode = 1;
    } else {
      writeFileSync(path, content);
    }
  }
}

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

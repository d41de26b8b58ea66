// Holds the layers of docs/architecture.md: which folder of src/ may import which, which may import node: modules, and
// that no import goes round in a circle.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const root = process.argv[2] ?? "src";

/** Each layer may import itself and the ones named. */
const allowed = {
  problems: [],
  contract: [],
  client: ["problems", "contract"],
  cdi: ["problems"],
  oci: ["problems", "cdi"],
  host: ["problems", "cdi", "oci"],
  registry: ["problems", "cdi", "oci", "host"],
  inventory: ["problems", "cdi", "oci", "host", "registry"],
  generators: ["problems", "cdi", "host"],
  generation: ["problems", "cdi", "host", "registry", "generators"],
  preflight: ["problems", "cdi", "oci", "host", "registry", "inventory"],
  fleet: ["problems", "cdi", "oci", "host", "registry", "inventory"],
  http: [
    "problems",
    "contract",
    "cdi",
    "oci",
    "host",
    "registry",
    "inventory",
    "generators",
    "generation",
    "preflight",
    "fleet",
  ],
  cli: [
    "problems",
    "contract",
    "client",
    "cdi",
    "oci",
    "host",
    "registry",
    "inventory",
    "generators",
    "generation",
    "preflight",
    "fleet",
  ],
  index: ["problems", "cdi", "oci", "host", "registry"],
};
const pure = new Set(["problems", "cdi", "oci"]);
/** The one door from the command line to the service. */
const exceptions = new Set(["cli/commands/serve.ts -> http"]);

const files = readdirSync(root, { recursive: true }).filter((file) => file.endsWith(".ts"));
const imports = new Map(files.map((file) => [file, importsOf(file)]));
const faults = [...imports].flatMap(([file, targets]) => targets.flatMap((target) => layerFault(file, target)));
faults.push(...circles());
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.stdout.write(`${files.length} files, ${faults.length} faults against the layers\n`);
process.exitCode = faults.length === 0 && files.length > 0 ? 0 : 1;

function importsOf(file) {
  const text = readFileSync(join(root, file), "utf8");
  const pattern = /(?:^|\n)\s*(?:import|export)\s(?:[^"';]*?\sfrom\s)?["']([^"']+)["']|import\(["']([^"']+)["']\)/g;
  return [...text.matchAll(pattern)].map((match) => {
    const specifier = match[1] ?? match[2];
    return specifier.startsWith(".") ? relative(root, join(root, dirname(file), specifier)) : specifier;
  });
}

function layerOf(file) {
  return file.includes("/") ? file.slice(0, file.indexOf("/")) : file.replace(/\.ts$/, "");
}

function layerFault(file, target) {
  const layer = layerOf(file);
  if (!(layer in allowed)) return [`${file}: no such layer; add it to the map and to this check`];
  if (!imports.has(target)) {
    return pure.has(layer) && target.startsWith("node:") ? [`${file} imports ${target}, but ${layer}/ is pure`] : [];
  }
  const other = layerOf(target);
  if (other === layer || allowed[layer].includes(other) || exceptions.has(`${file} -> ${other}`)) return [];
  return [`${file} imports ${target}, but ${layer}/ may not import ${other}/`];
}

function circles() {
  const done = new Set();
  const found = [];
  function visit(file, path) {
    if (path.includes(file)) found.push(`circle: ${[...path.slice(path.indexOf(file)), file].join(" -> ")}`);
    if (done.has(file) || path.includes(file)) return;
    for (const target of imports.get(file)) if (imports.has(target)) visit(target, [...path, file]);
    done.add(file);
  }
  for (const file of files) visit(file, []);
  return found;
}

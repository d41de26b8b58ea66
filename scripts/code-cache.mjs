// Writes V8's code cache beside each bundle of the command, after a run of what people run most, so that the functions
// which that needs are in it. Run by build.mjs in a process of its own.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fixtureHosts } from "./fixture-hosts.mjs";

const directory = `${process.cwd()}/dist/cli`;
const samples = `${process.cwd()}/dist/cache-samples`;
const scripts = new Map();
globalThis.recordChunk = (filename, script) => scripts.set(filename, script);

const loader = readFileSync("scripts/chunk-loader.js", "utf8");
const load = new Function("require", "__dirname", `${loader}\nreturn require;`)(
  createRequire(import.meta.url),
  directory,
);

const world = { env: {}, readStdin: () => Buffer.alloc(0), stdout() {}, stderr() {}, isTerminal: () => false };

async function run(name, positionals, options = {}) {
  const context = { positionals, options: new Map(Object.entries(options)), format: "text", world };
  for (const specDirs of [[`${samples}/yaml`], [`${samples}/json`]]) {
    await load(`./${name}.cjs`).command.run({ ...context, specDirs });
  }
}

// A spec of GPUs that need not be there, for it has their numbers.
for (const format of ["yaml", "json"]) {
  mkdirSync(`${samples}/${format}`, { recursive: true });
  copyFileSync(`test/bench/inputs/nvidia.${format}`, `${samples}/${format}/nvidia.${format}`);
}

await run("inject", ["specs/oci/config.json", "nvidia.com/gpu=0", "nvidia.com/gpu=1"]);
await run("inject", ["specs/oci/config.json", "nvidia.com/gpu=*"], { diff: [""] });
await run("resolve", ["specs/oci/config.json"], { annotations: [""] });
await run("list", []);
await run("list", ["specs"]);
await run("show", ["nvidia.com/gpu=0"]);
await run("validate", []);
await run("validate", [`${samples}/yaml/nvidia.yaml`, "specs/no-such-file.yaml"]);
await load("./run.cjs").run(["inject", "-d", `${samples}/yaml`, "specs/oci/config.json", "nvidia.com/gpu=0"], world);
// No one answers, but all that asks is there.
await load("./run.cjs").run(["inject", "--server", "unix:/no/such/socket", "specs/oci/config.json", "a/b=c"], world);
process.env["TMPDIR"] = samples;
const { gpuServer } = await fixtureHosts(`${samples}/hosts.mjs`);
await run("generate", ["all"], { root: [gpuServer()] });
await run("generate", ["serial", "misc"]);
await run("doctor", ["nvidia.com/gpu=0"], { oci: ["specs/oci/config.json"] });
await run("inject", ["specs/oci/config.json", "nvidia.com/gpu=0", "nvidia.com/gpu=1"]);
for (const [filename, script] of scripts) writeFileSync(`${filename}.cache`, script.createCachedData());
rmSync(samples, { recursive: true });

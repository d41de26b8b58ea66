// Builds what the package ships: dist/cli, the command as CommonJS bundles (ES modules start 5 ms later), and dist/lib,
// the library as ES modules with types. Each dynamic import becomes a bundle of its own, loaded when it is reached.
import { execFileSync } from "node:child_process";
import { chmodSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, relative } from "node:path";
import { build, transform } from "esbuild";

const outdir = "dist/cli";
rmSync("dist", { recursive: true, force: true });

const loader = await readMinified("scripts/chunk-loader.js");

const pending = new Map([["src/cli/cdictl.ts", "cdictl"]]);
const built = new Set();
for (let entry = next(); entry; entry = next()) {
  const [path, name] = entry;
  built.add(path);
  await build({
    entryPoints: { [name]: path },
    outdir,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    // What only the service needs is loaded from node_modules, as its authors ship it: its start counts little.
    external: ["ajv", "fastify", "pino", "prom-client"],
    platform: "node",
    target: "node20",
    format: "cjs",
    minify: true,
    charset: "ascii",
    legalComments: "none",
    supported: { "dynamic-import": false },
    // The loader calls a bundle as a function. That stands in the file: put around its text, it would be one more copy.
    banner: { js: name === "cdictl" ? `#!/usr/bin/env node\n${loader}` : "(function(exports,require,module){" },
    footer: { js: name === "cdictl" ? "" : "})" },
    plugins: [{ name: "chunks", setup: splitDynamicImports }],
    logLevel: "warning",
  });
}
chmodSync(`${outdir}/cdictl.cjs`, 0o755);
execFileSync(process.execPath, ["scripts/code-cache.mjs"], { stdio: "inherit" });
writeFileSync(`${outdir}/package.json`, '{ "type": "commonjs" }\n');
execFileSync(process.execPath, [readTsc(), "-p", "tsconfig.build.json"], { stdio: "inherit" });

function next() {
  return [...pending].find(([path]) => !built.has(path));
}

function splitDynamicImports(bundle) {
  bundle.onResolve({ filter: /.*/ }, async ({ path, kind, resolveDir, importer, pluginData }) => {
    if (kind !== "dynamic-import" || pluginData === "chunk") return undefined;
    const resolved = await bundle.resolve(path, {
      kind: "import-statement",
      resolveDir,
      importer,
      pluginData: "chunk",
    });
    if (resolved.errors.length > 0) return { errors: resolved.errors };
    if (resolved.external || !resolved.path.startsWith("/")) return { path, external: true };
    const target = relative(process.cwd(), resolved.path);
    const name = path.startsWith(".") ? basename(target).replace(/\.[a-z]+$/, "") : path.replaceAll("/", "-");
    const taken = [...pending].find(([other, otherName]) => otherName === name && other !== target);
    if (taken) throw new Error(`Two bundles would be called ${name}: ${taken[0]} and ${target}`);
    pending.set(target, name);
    return { path: `./${name}.cjs`, external: true };
  });
}

async function readMinified(path) {
  return (await transform(readFileSync(path, "utf8"), { minify: true, platform: "node", target: "node20" })).code;
}

function readTsc() {
  const { bin } = JSON.parse(readFileSync("node_modules/typescript/package.json", "utf8"));
  return `node_modules/typescript/${bin.tsc}`;
}

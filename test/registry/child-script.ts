import { join } from "node:path";
import { build } from "esbuild";
import { temporaryDirectory } from "./directories.ts";

const here = import.meta.dirname;

/** Bundles a script that imports from this folder, for a process of its own; the path of the bundle. */
export async function childScript(source: string): Promise<string> {
  const outfile = join(temporaryDirectory(), "script.cjs");
  await build({
    stdin: { contents: source, resolveDir: here, loader: "ts" },
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    logLevel: "error",
  });
  return outfile;
}

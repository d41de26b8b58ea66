import { build } from "esbuild";

const entry = new URL("../test/host/server-copies.ts", import.meta.url).pathname;

/**
 * The copies of machines that tests are made of, as functions that write one and return its root; they take `outfile` for
 * the bundle that they are built into. What cleans up after tests has nothing to do outside of them.
 */
export async function fixtureHosts(outfile) {
  const plugins = [{ name: "outside-of-tests", setup: outsideOfTests }];
  await build({ entryPoints: [entry], bundle: true, platform: "node", format: "esm", outfile, plugins });
  return import(outfile);
}

function outsideOfTests(bundle) {
  bundle.onResolve({ filter: /^vitest$/ }, () => ({ path: "vitest", namespace: "none" }));
  bundle.onLoad({ filter: /.*/, namespace: "none" }, () => ({ contents: "export const afterEach = () => {};" }));
}

// node scripts/sample-host.mjs DIR
// Writes a copy of a small server, with a GPU, an RDMA device and a serial adapter, for those who have none of these:
// `cdictl generate all --root DIR` looks at it.
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fixtureHosts } from "./fixture-hosts.mjs";

const [, , target] = process.argv;
if (target === undefined || existsSync(target)) {
  process.stderr.write(`usage: node scripts/sample-host.mjs DIR, which must not be there yet\n`);
  process.exit(2);
}
const parent = dirname(resolve(target));
mkdirSync(parent, { recursive: true });
const scratch = mkdtempSync(join(parent, ".sample-host-"));
process.env["TMPDIR"] = scratch;
try {
  const { sampleServer } = await fixtureHosts(join(scratch, "hosts.mjs"));
  renameSync(sampleServer(), resolve(target));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

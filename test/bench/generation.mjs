import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fixtureHosts } from "../../scripts/fixture-hosts.mjs";
import { pairedRatio } from "./statistics.mjs";

const cdictl = new URL("../../dist/cli/cdictl.cjs", import.meta.url).pathname;
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

function row(name, bound, hostOf, names) {
  const measure = async (root) => {
    process.env.TMPDIR = root;
    const host = hostOf(await fixtureHosts(join(root, "hosts.mjs")));
    const generate = () => start([cdictl, "generate", ...names, "--root", host]);
    return { value: await pairedRatio(generate, () => start(["-e", "0"]), { turns: 20 }) };
  };
  return { name: `generate ${name}, whole process / node -e 0`, bound, measure };
}

function start(argv) {
  const { status, stderr } = spawnSync(process.execPath, argv, { env, maxBuffer: 1 << 30 });
  if (status !== 0) throw new Error(`${argv.join(" ")}: ${stderr}`);
}

export const generationRows = [
  row("of 8 GPUs, 56 MIG devices and 8 RDMA devices", 4, (hosts) => hosts.gpuServer(), ["nvidia", "rdma"]),
  row("of 4,096 terminals", 5, (hosts) => hosts.terminalServer({ isRecent: false }), ["serial"]),
  row("of 4,096 terminals as of Linux 6.8", 5, (hosts) => hosts.terminalServer({ isRecent: true }), ["serial"]),
];

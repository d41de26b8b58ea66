import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { input, specDirectory } from "./inputs.mjs";
import { pairedRatio } from "./statistics.mjs";

const cdictl = new URL("../../dist/cli/cdictl.cjs", import.meta.url).pathname;

/** NODE_EXTRA_CA_CERTS alone costs every start of Node 20 more than an injection does. */
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

function row(name, bound, ...specs) {
  const measure = async (root) => {
    const dir = specDirectory(root, ...specs);
    const argv = ["inject", "-d", dir, input("oci.json"), "nvidia.com/gpu=0", "nvidia.com/gpu=3"];
    const inject = () => start([cdictl, ...argv]);
    return { value: await pairedRatio(inject, () => start(["-e", "0"]), { turns: 40 }) };
  };
  return { name: `inject of 2 devices, ${name}, whole process / node -e 0`, bound, measure };
}

function start(argv) {
  const { status, stderr } = spawnSync(process.execPath, argv, { env });
  if (status !== 0) throw new Error(`${argv.join(" ")}: ${stderr}`);
}

/** A preflight of a container that is to have 64 devices, each with a node and a mount of its own. */
const doctorRow = {
  name: "doctor of 64 devices in a container, whole process / node -e 0",
  bound: 2.5,
  async measure(root) {
    const dir = join(root, "doctor");
    mkdirSync(dir);
    const devices = Array.from({ length: 64 }, (_, index) => ({
      name: `dev${index}`,
      containerEdits: {
        deviceNodes: [{ path: `/dev/device${index}`, hostPath: "/dev/null", permissions: "rw" }],
        mounts: [{ hostPath: "/etc/hostname", containerPath: `/run/device${index}`, options: ["ro", "bind"] }],
      },
    }));
    writeFileSync(join(dir, "v.json"), JSON.stringify({ cdiVersion: "0.5.0", kind: "v.com/c", devices }));
    const doctor = () => start([cdictl, "doctor", "-d", dir, "v.com/c=*", "--oci", input("oci.json")]);
    return { value: await pairedRatio(doctor, () => start(["-e", "0"]), { turns: 40 }) };
  },
};

export const wholeProcessRows = [
  row("8-GPU spec as JSON", 1.3, "nvidia.json"),
  row("8-GPU spec as YAML", 1.4, "nvidia.yaml"),
  row("465-device spec as YAML", 1.7, "nvidia-mig.yaml"),
  row("8-GPU spec among 1,000 JSON specs", 3, "nvidia.json", 1000, "json"),
  row("8-GPU spec among 1,000 YAML specs", 3.5, "nvidia.json", 1000, "yaml"),
  doctorRow,
];

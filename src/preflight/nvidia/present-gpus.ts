import { problem } from "../../problems.ts";
import type { Check } from "../check.ts";
import { pathsInMessage } from "../kinds/paths-in-message.ts";
import { devicesOf } from "../owners.ts";
import { driverGpus } from "./driver-gpus.ts";
import { type DriverNode, driverNodes } from "./driver-nodes.ts";
import { gpuMinorOf } from "./driver-part.ts";
import { type ForeignGpu, foreignGpus, foreignText } from "./foreign-gpus.ts";

const driverDirectory = "/proc/driver/nvidia";

/**
 * Whether NVIDIA's driver has the GPUs behind the nodes: one that was given to another driver, or fell off its bus, leaves
 * its node behind. A driver that lists none where no other driver has one, as that of Tegra, says nothing of which it has.
 * Source: nvidia_open in open-gpu-kernel-modules.
 */
export const presentGpus: Check = {
  name: "present-gpus",
  run: (subject) => {
    const { host } = subject;
    const nodes = driverNodes(subject).filter(
      ({ path, hostPath }) => gpuMinorOf(path) !== undefined && !("missing" in host.deviceNode(hostPath)),
    );
    if (nodes.length === 0) return [];
    const known = driverGpus(host);
    const minors = new Set(known.map(({ minor }) => minor));
    const gone = minors.has(undefined) ? [] : nodes.filter(({ path }) => !minors.has(gpuMinorOf(path)));
    if (gone.length === 0) return [];
    const elsewhere = foreignGpus(host);
    const isSilent = known.length === 0 && (elsewhere.length === 0 || host.list(driverDirectory) === undefined);
    return isSilent ? [] : [missing(gone, elsewhere)];
  },
};

function missing(nodes: readonly DriverNode[], elsewhere: readonly ForeignGpu[]) {
  const paths = pathsInMessage(nodes.map(({ hostPath }) => hostPath));
  const held = elsewhere.length === 0 ? "" : `; ${foreignText(elsewhere)}`;
  const message = `NVIDIA's driver has no GPU behind ${paths}, so opening fails with ENODEV (no such device)${held}`;
  return problem("nvidia-gpu-missing", message, { devices: devicesOf(nodes), fix: fixOf(elsewhere) });
}

/** No command takes a GPU from another driver here: a virtual machine may be using it. */
function fixOf(elsewhere: readonly ForeignGpu[]): string {
  const anew = "cdictl generate nvidia --write";
  const [only, ...others] = elsewhere;
  if (!only) return `Run nvidia-smi -L to see which GPUs there are, then ${anew}`;
  const address = others.length === 0 ? only.address : "ADDRESS";
  return `Run ${anew}, so that the specs have the GPUs that the driver has; to give it one back that no virtual machine uses, run driverctl unset-override ${address}`;
}

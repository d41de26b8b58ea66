import { problem } from "../../problems.ts";
import type { Check } from "../check.ts";
import { pathsInMessage } from "../kinds/paths-in-message.ts";
import { ownersOfNodes } from "../kinds/used-nodes.ts";
import { driverGpus } from "./driver-gpus.ts";
import { type DriverNode, driverNodes } from "./driver-nodes.ts";
import { gpuMinorOf } from "./driver-part.ts";
import { type ForeignGpu, foreignGpus, foreignText } from "./foreign-gpus.ts";

/**
 * Whether NVIDIA's driver has the GPUs behind the nodes: one that was given to another driver, or fell off its bus, leaves
 * its node behind. A driver that lists none, as that of Tegra, says nothing of which it has. Source: nvidia_open in
 * open-gpu-kernel-modules.
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
    if (known.length === 0 || minors.has(undefined)) return [];
    const gone = nodes.filter(({ path }) => !minors.has(gpuMinorOf(path)));
    return gone.length === 0 ? [] : [missing(gone, foreignGpus(host))];
  },
};

function missing(nodes: readonly DriverNode[], elsewhere: readonly ForeignGpu[]) {
  const paths = pathsInMessage(nodes.map(({ hostPath }) => hostPath));
  const held = elsewhere.length === 0 ? "" : `; ${foreignText(elsewhere)}`;
  const message = `NVIDIA's driver has no GPU behind ${paths}, so opening fails with ENODEV (no such device)${held}`;
  return problem("nvidia-gpu-missing", message, { devices: ownersOfNodes(nodes), fix: fixOf(elsewhere[0]?.address) });
}

function fixOf(address: string | undefined): string {
  const anew = "cdictl generate nvidia --write";
  if (address === undefined) return `Run nvidia-smi -L to see which GPUs there are, then ${anew}`;
  const at = `/sys/bus/pci/devices/${address}`;
  return `If it is to be used here, run echo nvidia > ${at}/driver_override; echo ${address} > ${at}/driver/unbind; echo ${address} > /sys/bus/pci/drivers_probe; otherwise run ${anew}`;
}

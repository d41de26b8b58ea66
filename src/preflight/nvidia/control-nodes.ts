import { type ProblemCode, problem } from "../../problems.ts";
import type { Check } from "../check.ts";
import { pathsDownTo } from "../mounts/paths-down-to.ts";
import { devicesOf } from "../owners.ts";
import type { Subject } from "../subject.ts";
import { driverNodes } from "./driver-nodes.ts";
import { gpuMinorOf } from "./driver-part.ts";

interface ControlNode {
  readonly path: string;
  readonly code: ProblemCode;
  /** What fails without it. */
  readonly loss: string;
  readonly making: string;
}

/** What programs open before they open a GPU. `nvidia-modeset` is for displays alone, `nvidia-uvm-tools` for debuggers. */
const neededNodes: readonly ControlNode[] = [
  {
    path: "/dev/nvidiactl",
    code: "nvidia-incomplete",
    loss: "no program can use a GPU",
    making: "nvidia-modprobe -c 255",
  },
  {
    path: "/dev/nvidia-uvm",
    code: "nvidia-may-be-incomplete",
    loss: "CUDA does not start",
    making: "nvidia-modprobe -u -c 0",
  },
];

/**
 * Whether the nodes come along that any GPU is used by: specs that were made before these were there lack them. The GPUs of
 * Tegra do without, and the driver lists none there.
 */
export const controlNodes: Check = {
  name: "control-nodes",
  run: (subject) => {
    const gpus = driverNodes(subject).filter(({ path }) => gpuMinorOf(path) !== undefined);
    if (gpus.length === 0 || !subject.host.list("/proc/driver/nvidia/gpus")?.length) return [];
    const paths = pathsIn(subject);
    return neededNodes.flatMap(({ path, code, loss, making }) => {
      if ([...pathsDownTo(path)].some((part) => paths.has(part))) return [];
      const message = `Neither the devices nor the container bring ${path}, without which ${loss}`;
      const fix = `Run ${making} on the host, then cdictl generate nvidia --write`;
      return [problem(code, message, { devices: devicesOf(gpus), fix })];
    });
  },
};

/** Where a container has nodes, or directories of them, of its own or of its devices. */
function pathsIn({ edits, container }: Subject): ReadonlySet<string> {
  const bound = container?.mounts.filter(({ source }) => source === "/dev" || source?.startsWith("/dev/")) ?? [];
  return new Set([
    ...edits.deviceNodes.map(({ edit }) => edit.path),
    ...edits.mounts.filter(({ edit }) => edit.hostPath.startsWith("/dev")).map(({ edit }) => edit.containerPath),
    ...(container?.linux.devices.map(({ path }) => path) ?? []),
    ...bound.map(({ destination }) => destination),
  ]);
}

import { type Problem, problem } from "../../problems.ts";
import { detectionOf } from "../detection.ts";
import { specWithAll } from "../devices/found-devices.ts";
import type { Detection, Generated, Generator, GeneratorHost, GeneratorOptions } from "../generator.ts";
import { classNode } from "../nodes/class-node.ts";
import type { FoundNode } from "../nodes/found-node.ts";
import { driverDirectory, findGpus } from "./find-gpus.ts";
import { gpuDevices } from "./gpu-devices.ts";

/** AMD's GPUs with the numbers that `amd-ctk` gives them, and by PCI address. */
export const amd: Generator = {
  name: "amd",
  kind: "amd.com/gpu",
  signals: [
    { path: driverDirectory },
    { path: "/sys/class/drm" },
    { path: "/sys/class/kfd/kfd/topology/generation_id" },
    { path: "/dev", on: "devices" },
    { path: "/dev/dri", on: "devices" },
  ],
  detect,
  generate,
};

function detect(host: GeneratorHost): Detection {
  const gpus = findGpus(host.tree);
  const isUsable = gpuDevices(host, gpus, []).devices.length > 0;
  return detectionOf(isUsable ? gpus.map(({ address }) => address) : [], () => whyNone(host, gpus.length > 0));
}

function whyNone({ tree }: GeneratorHost, isUnusable: boolean): string {
  if (isUnusable) return "no GPU of amdgpu has a device node that can be used";
  const isLoaded = tree.list(driverDirectory) !== undefined;
  return isLoaded ? "the driver amdgpu has no GPU" : `there is no ${driverDirectory}`;
}

function generate(host: GeneratorHost, { kind = amd.kind }: GeneratorOptions): Generated {
  const gpus = findGpus(host.tree);
  if (gpus.length === 0) return { spec: undefined, problems: [] };
  const compute = classNode(host, "/sys/class/kfd/kfd", { of: "compute driver" });
  const hasCompute = compute.fault === undefined;
  const { devices, problems } = gpuDevices(host, gpus, hasCompute ? [compute] : []);
  return specWithAll(kind, { devices, problems: hasCompute ? problems : [computeProblem(compute), ...problems] });
}

/** Drawing and video work with the other nodes alone. */
function computeProblem({ path, fault }: FoundNode): Problem {
  return problem("odd-device", `Containers cannot compute with ROCm: ${fault}`, { path });
}

import { type Problem, problem } from "../../problems.ts";
import { classNode } from "../class-node.ts";
import { specWithAll } from "../found-devices.ts";
import type { FoundNode } from "../found-node.ts";
import type { Detection, Generated, Generator, GeneratorHost, GeneratorOptions } from "../generator.ts";
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
  if (gpus.length === 0) {
    const isLoaded = host.tree.list(driverDirectory) !== undefined;
    return { applies: false, reason: isLoaded ? "the driver amdgpu has no GPU" : `there is no ${driverDirectory}` };
  }
  const usable = gpuDevices(host, gpus, []).devices.length > 0;
  return usable
    ? { applies: true, reason: gpus.map(({ address }) => address).join(", ") }
    : { applies: false, reason: "no GPU of amdgpu has a device node that can be used" };
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

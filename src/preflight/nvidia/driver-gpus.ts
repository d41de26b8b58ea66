import type { HostTree } from "../../host/host-tree.ts";
import { type NvidiaGpu, NvidiaGpus } from "../../host/nvidia-gpus.ts";
import { oncePer } from "../once-per.ts";

/** The GPUs that NVIDIA's driver has. Reading of one can wake it up, so this is for those whose nodes are asked for. */
export const driverGpus = oncePer((host: HostTree): readonly NvidiaGpu[] => [...new NvidiaGpus(host).all().values()]);

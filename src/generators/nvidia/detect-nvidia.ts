import { isNvidiaGpu } from "../../host/is-nvidia-gpu.ts";
import { NvidiaGpus } from "../../host/nvidia-gpus.ts";
import type { Detection, GeneratorHost } from "../generator.ts";
import { usualMode } from "./modes/usual-mode.ts";

/** Other ways by which a GPU is there than the usual driver. */
const others: ReadonlyMap<string, string> = new Map([
  ["wsl", "Windows offers its GPUs at /dev/dxg"],
  ["csv", "the machine is a Tegra, with a GPU of its own"],
]);

/** Whether there are GPUs of NVIDIA to offer; where there are none, what stands in the way. */
export function detectNvidia(host: GeneratorHost): Detection {
  const { tree } = host;
  const other = others.get(usualMode(host));
  if (other !== undefined) return { applies: true, reason: other };
  const count = new NvidiaGpus(tree).addresses().length;
  if (count > 0) return { applies: true, reason: `NVIDIA's driver has ${count} GPU${count === 1 ? "" : "s"}` };
  const unused = (tree.list("/sys/bus/pci/devices") ?? []).find((address) => isNvidiaGpu(tree, address));
  const reason =
    unused === undefined
      ? "no GPU of NVIDIA: none in /proc/driver/nvidia/gpus, nor on the PCI bus"
      : `NVIDIA's driver does not have the GPU at ${unused}: it is not loaded, or another driver has the GPU`;
  return { applies: false, reason };
}

import { describe, expect, it } from "vitest";
import { presentGpus } from "../../../src/preflight/nvidia/present-gpus.ts";
import { together } from "../../host/fake-host.ts";
import { gpu, healthy, says } from "./nvidia-host.ts";

const left = { nodes: { "/dev/nvidia7": "c 195:7 0666", "/dev/nvidia8": "c 195:8 0666" } };

describe("the GPU behind a node", () => {
  it("is one that the driver has", () => {
    expect(says(presentGpus, { nodes: ["/dev/nvidia0", "/dev/nvidia1"] })).toEqual([]);
  });

  it("may be another driver's", () => {
    const host = together(healthy, left, gpu(7, { driver: "vfio-pci" }));
    expect(says(presentGpus, { host, nodes: ["/dev/nvidia0", "/dev/nvidia7"] })).toEqual([
      "error nvidia-gpu-missing: NVIDIA's driver has no GPU behind /dev/nvidia7, so opening fails with ENODEV (no such device); vfio-pci has the GPU at 0000:17:00.0 -> Run cdictl generate nvidia --write, so that the specs have the GPUs that the driver has; to give it one back that no virtual machine uses, run driverctl unset-override 0000:17:00.0",
    ]);
  });

  it("may be another driver's, as all of them are", () => {
    const loaded = { directories: ["/proc/driver/nvidia/gpus"] };
    const host = together(loaded, left, gpu(7, { driver: "vfio-pci" }));
    expect(says(presentGpus, { host, nodes: ["/dev/nvidia7"] }).join()).toMatch(
      /^error nvidia-gpu-missing.*vfio-pci has/,
    );
  });

  it("may be gone", () => {
    const host = together(healthy, left);
    expect(says(presentGpus, { host, nodes: ["/dev/nvidia7", "/dev/nvidia8"] })).toEqual([
      "error nvidia-gpu-missing: NVIDIA's driver has no GPU behind /dev/nvidia7, /dev/nvidia8, so opening fails with ENODEV (no such device) -> Run nvidia-smi -L to see which GPUs there are, then cdictl generate nvidia --write",
    ]);
  });

  it("is named up to the third, whoever has it", () => {
    const others = [3, 4, 5, 6, 7].map((minor) => gpu(minor, { driver: "vfio-pci" }));
    const [told] = says(presentGpus, { host: together(healthy, left, ...others), nodes: ["/dev/nvidia7"] });
    expect(told).toContain(
      "vfio-pci has the GPU at 0000:13:00.0, vfio-pci has the GPU at 0000:14:00.0, vfio-pci has the GPU at 0000:15:00.0 and 2 more are like that",
    );
  });

  it("is not judged where the node is missing, which others tell", () => {
    expect(says(presentGpus, { nodes: ["/dev/nvidia7"] })).toEqual([]);
  });

  it("is not judged where the driver lists none, as on Tegra, or not what they are", () => {
    expect(says(presentGpus, { host: left, nodes: ["/dev/nvidia7"] })).toEqual([]);
    const vague = { files: { "/proc/driver/nvidia/gpus/0000:0b:00.0/information": "Model: \t x\n" } };
    expect(says(presentGpus, { host: together(healthy, left, vague), nodes: ["/dev/nvidia7"] })).toEqual([]);
  });
});

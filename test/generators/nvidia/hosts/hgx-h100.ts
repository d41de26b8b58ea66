import { type FakeHost, fakeHost } from "../../../host/fake-host.ts";
import { loadedDriver, writeLibraries, writePrograms, writeSocket } from "../fake-driver.ts";
import { type FakeGpu, gpuParts } from "../fake-gpu.ts";
import { migParts } from "../fake-mig.ts";

const version = "580.105.08";
const folder = "/usr/lib/x86_64-linux-gnu";

/** In the order in which the driver met them, which is not that of the bus. */
const addresses = ["1b", "43", "52", "62", "9d", "c3", "d1", "df"].map((bus) => `0000:${bus}:00.0`);
const minors = [3, 0, 1, 2, 7, 4, 5, 6];

const gpus: readonly FakeGpu[] = addresses.map((address, index) => ({
  address,
  minor: minors[index] ?? 0,
  model: "NVIDIA H100 80GB HBM3",
  numaNode: index < 4 ? 0 : 1,
  drm: [index + 1, 128 + index],
}));

/** A server with eight H100 on Ubuntu: NVSwitches between them, the first and the last GPU divided into MIG devices. */
export function hgxH100(): FakeHost {
  const host = fakeHost(loadedDriver(version));
  for (const gpu of gpus) host.add(gpuParts(gpu));
  host.add(migParts(3, { 5: [0, 1], 1: [0] }));
  host.add(migParts(6, { 9: [0] }));
  host.add({
    files: {
      "/proc/driver/nvidia/capabilities/mig/config": "DeviceFileMinor: 1\nDeviceFileMode: 256\n",
      "/proc/driver/nvidia/capabilities/mig/monitor": "DeviceFileMinor: 2\nDeviceFileMode: 292\n",
      "/proc/sys/kernel/osrelease": "6.8.0-79-generic\n",
      "/etc/OpenCL/vendors/nvidia.icd": "libnvidia-opencl.so.1\n",
      [`/lib/firmware/nvidia/${version}/gsp_ga10x.bin`]: "",
      [`/lib/firmware/nvidia/${version}/gsp_tu10x.bin`]: "",
    },
    directories: [0, 1, 2, 4, 5, 7].map((minor) => `/proc/driver/nvidia/capabilities/gpu${minor}/mig`),
    nodes: {
      "/dev/nvidia-caps/nvidia-cap1": "c 509:1 0400",
      "/dev/nvidia-caps/nvidia-cap2": "c 509:2 0444",
      "/dev/nvidia-nvswitchctl": "c 234:255 0666",
      ...Object.fromEntries([0, 1, 2, 3].map((minor) => [`/dev/nvidia-nvswitch${minor}`, `c 234:${minor} 0666`])),
    },
  });
  const compute = ["libcuda.so.1", "libcudadebugger.so.1", "libnvidia-ml.so.1", "libnvidia-ptxjitcompiler.so.1"];
  const other = [
    "libnvidia-cfg.so.1",
    "libnvidia-nvvm.so.4",
    "libnvidia-opencl.so.1",
    `libnvidia-gpucomp.so.${version}`,
  ];
  host.add(writeLibraries(host.root, { folder, version, sonames: [...compute, ...other] }));
  host.add({ links: { [`${folder}/libcuda.so`]: "libcuda.so.1", [`${folder}/libnvidia-ml.so`]: "libnvidia-ml.so.1" } });
  writePrograms(host.root, ["/usr/bin/nvidia-smi", "/usr/bin/nvidia-cuda-mps-control", "/usr/bin/nvidia-cdi-hook"]);
  writeSocket(host.root, "/run/nvidia-persistenced/socket");
  writeSocket(host.root, "/run/nvidia-fabricmanager/socket");
  return host;
}

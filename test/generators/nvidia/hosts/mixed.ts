import { type FakeHost, fakeHost, pciFunctionParts } from "../../../host/fake-host.ts";
import { loadedDriver, writeLibraries, writePrograms } from "../fake-driver.ts";
import { gpuParts } from "../fake-gpu.ts";

const version = "535.247.01";
const multiarch = "/usr/lib/x86_64-linux-gnu";
const current = `${multiarch}/nvidia/current`;

/**
 * A machine of leftovers on Debian, which has some of the driver's libraries in a directory of their own: an A10, a T4 that
 * nobody has used yet, an RTX that the driver was told to leave alone, an H100 that VFIO has, and a card of another make.
 */
export function mixed(): FakeHost {
  const host = fakeHost(loadedDriver(version, false));
  host.add(gpuParts({ address: "0000:81:00.0", minor: 0, model: "NVIDIA A10", drm: [2, 129] }));
  host.add(
    gpuParts({
      address: "0000:0b:00.0",
      minor: 2,
      model: "Tesla T4",
      uuid: "GPU-????????-????-????-????-????????????",
    }),
  );
  host.add(gpuParts({ address: "0000:05:00.0", minor: 1, model: "NVIDIA RTX A4000", excluded: true }));
  host.add(gpuParts({ address: "0000:c1:00.0", minor: 9, model: "NVIDIA H100 PCIe", driver: "vfio-pci" }));
  host.add(
    pciFunctionParts({
      path: "pci0000:00/0000:00:02.0",
      driver: "amdgpu",
      files: { vendor: "0x1002\n", class: "0x030000\n" },
    }),
  );
  host.add(writeLibraries(host.root, { folder: current, version, sonames: ["libcuda.so.1", "libnvidia-ml.so.1"] }));
  host.add(writeLibraries(host.root, { folder: multiarch, version, sonames: ["libnvidia-ptxjitcompiler.so.1"] }));
  host.add(
    writeLibraries(host.root, { folder: "/usr/lib/i386-linux-gnu", version, sonames: ["libcuda.so.1"], bits: 32 }),
  );
  host.add({
    links: {
      [`${multiarch}/libcuda.so.${version}`]: `/etc/alternatives/libcuda.so.${version}`,
      [`/etc/alternatives/libcuda.so.${version}`]: `${current}/libcuda.so.${version}`,
      [`${multiarch}/loop.so.${version}`]: `loop.so.${version}`,
      "/usr/bin/nvidia-smi": "/etc/alternatives/nvidia-smi",
      "/etc/alternatives/nvidia-smi": "/usr/lib/nvidia/current/nvidia-smi",
      "/lib": "usr/lib",
    },
  });
  writePrograms(host.root, ["/usr/lib/nvidia/current/nvidia-smi"]);
  return host;
}

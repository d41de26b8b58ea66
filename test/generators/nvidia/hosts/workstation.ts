import { type FakeHost, fakeHost } from "../../../host/fake-host.ts";
import { writeFiles } from "../../../registry/directories.ts";
import { loadedDriver, writeLibraries, writePrograms, writeSocket } from "../fake-driver.ts";
import { gpuParts } from "../fake-gpu.ts";
import { elfBytes } from "../libraries/elf-bytes.ts";

const version = "595.84";
const folder = "/usr/lib64";

const graphics = [
  "libGLX_nvidia.so.0",
  "libEGL_nvidia.so.0",
  "libnvidia-allocator.so.1",
  `libnvidia-glcore.so.${version}`,
  "libnvidia-opticalflow.so.1",
  "libnvidia-vulkan-producer.so",
];

/** Files that say where parts of the driver are; what is in them does not matter here. */
const configuration = [
  "/usr/share/glvnd/egl_vendor.d/10_nvidia.json",
  "/usr/share/egl/egl_external_platform.d/15_nvidia_gbm.json",
  "/usr/share/egl/egl_external_platform.d/10_nvidia_wayland.json",
  "/usr/share/nvidia/nvoptix.bin",
  "/usr/share/X11/xorg.conf.d/nvidia-drm-outputclass.conf",
  "/usr/share/vulkan/icd.d/nvidia_icd.x86_64.json",
  "/usr/share/vulkan/implicit_layer.d/nvidia_layers.json",
  "/etc/OpenCL/vendors/nvidia.icd",
];

/** A desk machine with Fedora and a GPU that drives the screen. */
export function workstation(): FakeHost {
  const host = fakeHost(loadedDriver(version));
  host.add(gpuParts({ address: "0000:01:00.0", minor: 0, model: "NVIDIA GeForce RTX 4090", drm: [1, 128] }));
  host.add(writeLibraries(host.root, { folder, version, sonames: ["libcuda.so.1", "libnvidia-ml.so.1", ...graphics] }));
  host.add(writeLibraries(host.root, { folder: `${folder}/vdpau`, version, sonames: ["libvdpau_nvidia.so.1"] }));
  host.add(writeLibraries(host.root, { folder, version: "1.1.2", sonames: ["libnvidia-egl-gbm.so.1"] }));
  host.add({
    files: Object.fromEntries(configuration.map((path) => [path, ""])),
    links: { "/lib64": "usr/lib64", [`${folder}/libcuda.so`]: "libcuda.so.1" },
  });
  writeFiles(host.root, {
    [`${folder}/xorg/modules/drivers/nvidia_drv.so`]: elfBytes(),
    [`${folder}/xorg/modules/extensions/libglxserver_nvidia.so.${version}`]: elfBytes(),
  });
  writePrograms(host.root, ["/usr/bin/nvidia-smi", "/usr/bin/nvidia-xconfig", "/usr/bin/nvidia-ctk"]);
  writeSocket(host.root, "/run/nvidia-persistenced/socket");
  return host;
}

import { valuesOf } from "../../option-values.ts";
import type { Site } from "../site.ts";
import { type DriverFile, firstFile } from "./driver-file.ts";

/** Files that tell loaders of graphics and compute interfaces of the driver, by the directory of containers they go to. */
const files: readonly (readonly [folder: string, names: readonly string[]])[] = [
  [
    "/usr/share",
    [
      "glvnd/egl_vendor.d/10_nvidia.json",
      "egl/egl_external_platform.d/15_nvidia_gbm.json",
      "egl/egl_external_platform.d/10_nvidia_wayland.json",
      "egl/egl_external_platform.d/09_nvidia_wayland2.json",
      "egl/egl_external_platform.d/20_nvidia_xcb.json",
      "egl/egl_external_platform.d/20_nvidia_xlib.json",
      "nvidia/nvoptix.bin",
      "X11/xorg.conf.d/10-nvidia.conf",
      "X11/xorg.conf.d/nvidia-drm-outputclass.conf",
    ],
  ],
  [
    "/etc",
    [
      "OpenCL/vendors/nvidia.icd",
      "vulkan/icd.d/nvidia_icd.json",
      "vulkan/icd.d/nvidia_icd.x86_64.json",
      "vulkan/icd.d/nvidia_icd.aarch64.json",
      "vulkan/icd.d/nvidia_layers.json",
      "vulkan/implicit_layer.d/nvidia_layers.json",
    ],
  ],
];

const folders: readonly string[] = ["/etc", "/usr/local/share", "/usr/share"];

/** Some installations have the files of Vulkan at the root of the driver's own tree. */
const vulkanFolders: readonly string[] = [...folders, ""];

/** The configuration files of the driver, each at the one place where containers look for it. None is mounted twice. */
export function findConfiguration(site: Site): readonly DriverFile[] {
  const asked = valuesOf(site.options, "config-search-path");
  const found = files.flatMap(([target, names]) =>
    names.flatMap((name) => {
      const usual = name.startsWith("vulkan/") ? vulkanFolders : folders;
      const paths = (asked.length > 0 ? asked : usual).map((folder) => `${folder}/${name}`);
      return firstFile(site, paths, () => `${target}/${name}`) ?? [];
    }),
  );
  return [...new Map(found.toReversed().map((file) => [file.realPath, file])).values()].toReversed();
}

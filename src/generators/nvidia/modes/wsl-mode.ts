import { join } from "node:path";
import type { Device } from "../../../cdi/spec.ts";
import { problem } from "../../../problems.ts";
import { withoutEmpty } from "../../devices/all-device.ts";
import { withNodes } from "../../nodes/with-nodes.ts";
import { noRuntime } from "../driver/driver-edits.ts";
import { driverFile, mountOf } from "../driver/driver-file.ts";
import { readOnly } from "../driver/mount-options.ts";
import { findHookProgram } from "../hooks/hook-program.ts";
import { cacheHook, linkHook } from "../hooks/hooks.ts";
import { librariesAtNames } from "../libraries/libraries-at-names.ts";
import { readLibrary } from "../libraries/read-library.ts";
import { nvidiaNode } from "../nodes/nvidia-node.ts";
import type { Site } from "../site.ts";
import type { Mode } from "./mode.ts";

/** Where Windows shows Linux its drivers, each in a directory of its own. */
export const storeFolder = "/usr/lib/wsl/drivers";
const core = "/usr/lib/wsl/lib/libdxcore.so";
const smi = "/usr/bin/nvidia-smi";

/** GPUs under Windows: one node for all of them, and the driver that Windows shows to Linux. */
export const wslMode: Mode = {
  kind: "nvidia.com/gpu",
  find: (site) => {
    const dxg = nvidiaNode(site, "/dev/dxg");
    const store = storeOf(site);
    if ("missing" in dxg) site.report(problem("odd-device", `Windows offers no GPU: ${dxg.missing}`));
    if (store === undefined) {
      site.report(problem("odd-device", `Containers get no libraries of the driver: none in ${storeFolder}`));
    }
    const all: Device[] = "node" in dxg ? [{ name: "all", containerEdits: withNodes([dxg.node]) }] : [];
    return { devices: all, edits: storeEdits(site, store) };
  },
};

/** Windows may have kept the drivers of before; like the existing tool, the first that has CUDA counts. */
function storeOf(site: Site): string | undefined {
  const folders = (site.driver.tree.list(storeFolder) ?? []).map((name) => join(storeFolder, name));
  return folders.find((folder) => site.namesIn(folder).has("libcuda.so.1.1"));
}

function storeEdits(site: Site, store: string | undefined): ReturnType<typeof withoutEmpty> {
  const names = store === undefined ? [] : [...site.namesIn(store)].map((name) => join(store, name));
  const libraries = [core, ...names.filter((name) => /\.so(?:\.[\d.]+)?$/.test(name))].flatMap(
    (path) => readLibrary(site, path) ?? [],
  );
  const data = names.filter((name) => /\.(?:bin|dll)$/.test(name)).flatMap((path) => driverFile(site, path) ?? []);
  const program = findHookProgram(site);
  const tool = store === undefined ? undefined : driverFile(site, join(store, "nvidia-smi"));
  const tools = tool === undefined ? [] : program ? [tool] : [tool, { ...tool, containerPath: smi }];
  const files = [...libraries, ...data, ...tools, ...(program ? [] : librariesAtNames(libraries, []))];
  return withoutEmpty({
    env: [noRuntime],
    mounts: files.map((file) => mountOf(site, file, readOnly)),
    hooks: program
      ? [
          ...linkHook(site, program, tool ? [{ target: tool.containerPath, path: smi }] : []),
          ...cacheHook(site, program, libraries),
        ]
      : [],
  });
}

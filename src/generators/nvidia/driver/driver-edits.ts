import type { ContainerEdits } from "../../../cdi/spec.ts";
import { withoutEmpty } from "../../devices/all-device.ts";
import { withNodes } from "../../nodes/with-nodes.ts";
import { hasFeature } from "../has-feature.ts";
import type { HookProgram } from "../hooks/hook-program.ts";
import { driverHooks } from "../hooks/hooks.ts";
import { findLibraries } from "../libraries/find-libraries.ts";
import { librariesAtNames } from "../libraries/libraries-at-names.ts";
import { graphicsLinksOf, libraryLinksOf } from "../libraries/library-links.ts";
import { findControlNodes } from "../nodes/control-nodes.ts";
import type { Site } from "../site.ts";
import { mountOf } from "./driver-file.ts";
import { findConfiguration } from "./find-configuration.ts";
import { findFirmware } from "./find-firmware.ts";
import { computePrograms, findPrograms, graphicsPrograms } from "./find-programs.ts";
import { findSockets } from "./find-sockets.ts";
import { findXorgModules } from "./find-xorg.ts";
import { readOnly, socket } from "./mount-options.ts";

/** Keeps NVIDIA's own runtime from giving the container GPUs once more. */
export const noRuntime = "NVIDIA_VISIBLE_DEVICES=void";

/** What the driver has for containers beside the nodes of GPUs; that for graphics can be left out. */
export function driverEdits(site: Site, program: HookProgram | undefined, hasGraphics: boolean): ContainerEdits {
  const found = findLibraries(site);
  const { version, folders, libraries } = found;
  const xorg = version === undefined || !hasGraphics ? [] : findXorgModules(site, folders, version);
  const names = program
    ? []
    : librariesAtNames(libraries, [...libraryLinksOf(site, libraries), ...graphicsLinksOf([...libraries, ...xorg])]);
  const files = [
    ...libraries,
    ...names,
    ...xorg,
    ...findPrograms(site, hasGraphics ? [...computePrograms, ...graphicsPrograms] : computePrograms),
    ...(hasGraphics ? findConfiguration(site) : []),
    ...(version === undefined ? [] : findFirmware(site, version)),
  ];
  const sockets = hasFeature(site.options, "disable-ipc-discoverer") ? [] : findSockets(site);
  return withoutEmpty({
    env: [...(folders.length > 0 ? [`NVIDIA_CTK_LIBCUDA_DIR=${folders.join(":")}`] : []), noRuntime],
    ...withNodes(findControlNodes(site)),
    hooks: program ? driverHooks(site, program, found, { hasGraphics, xorg }) : [],
    mounts: [
      ...files.map((file) => mountOf(site, file, readOnly)),
      ...sockets.map((file) => mountOf(site, file, socket)),
    ],
  });
}

import { basename, dirname } from "node:path";
import { grouped } from "../../host/grouped.ts";
import { problem } from "../../problems.ts";
import type { Check } from "../check.ts";
import { pathsInMessage } from "../kinds/paths-in-message.ts";
import { presence } from "../mounts/presence.ts";
import { devicesOf } from "../owners.ts";
import type { Subject } from "../subject.ts";
import { type DriverLibrary, driverLibraryAt } from "./driver-library.ts";
import { driverNodes } from "./driver-nodes.ts";
import { driverVersion, isDriverLoaded } from "./driver-version.ts";

interface MountedLibrary extends DriverLibrary {
  readonly devices: readonly string[];
}

/**
 * Whether the libraries that devices mount are of the version of the kernel module, which refuses all others. Source:
 * rm_perform_version_check in open-gpu-kernel-modules.
 */
export const libraryVersions: Check = {
  name: "library-versions",
  run: (subject) => {
    const libraries = subject.edits.mounts.flatMap(({ edit, devices }): MountedLibrary[] => {
      const library = driverLibraryAt(edit.hostPath, subject.host);
      return library ? [{ ...library, devices }] : [];
    });
    if (libraries.length === 0) return [];
    const version = driverVersion(subject.host);
    if (version === undefined) {
      const isTold = driverNodes(subject).length > 0 && !isDriverLoaded(subject.host);
      return isTold ? [] : [unseen(libraries)];
    }
    const others = libraries.filter((library) => library.version !== version);
    return Array.from(
      grouped(others, (library) => library.version),
      ([of, those]) => mismatch(of, those, version, subject),
    );
  },
};

function mismatch(of: string, libraries: readonly MountedLibrary[], version: string, { host }: Subject) {
  const message = `The kernel module of NVIDIA's driver is version ${version}, and the devices mount libraries of ${of}, ${pathsOf(libraries)}: programs fail with "Driver/library version mismatch"`;
  const hasOwn = libraries.some(({ path }) => {
    const own = `${basename(path).slice(0, -of.length)}${version}`;
    return presence(host, `${dirname(path)}/${own}`) === "file";
  });
  const anew = "cdictl generate nvidia --write";
  const fix = hasOwn
    ? `Run ${anew}: the spec was made for another version of the driver`
    : `Reboot, or unload and load NVIDIA's modules, so that the kernel runs the version that is installed; then run ${anew}`;
  return problem("nvidia-version-mismatch", message, { devices: devicesOf(libraries), fix });
}

function unseen(libraries: readonly MountedLibrary[]) {
  const message = `Cannot tell whether ${pathsOf(libraries)} is of the version of NVIDIA's kernel module: neither /proc/driver/nvidia/version nor /sys/module/nvidia/version tells it`;
  return problem("unknown", message, {
    devices: devicesOf(libraries),
    fix: "Run it on the host, and nvidia-smi there",
  });
}

function pathsOf(libraries: readonly MountedLibrary[]): string {
  return pathsInMessage(libraries.map(({ path }) => path));
}

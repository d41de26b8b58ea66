import { describe, expect, it } from "vitest";
import { libraryVersions } from "../../../src/preflight/nvidia/library-versions.ts";
import { together } from "../../host/fake-host.ts";
import { healthy, says, version } from "./nvidia-host.ts";

const at = "/usr/lib/x86_64-linux-gnu";
const own = [`${at}/libcuda.so.${version}`, `${at}/libnvidia-ml.so.${version}`];
const old = [`${at}/libcuda.so.535.54.03`, `${at}/libnvidia-ml.so.535.54.03`];
const installed = { files: Object.fromEntries(own.map((path) => [path, ""])) };

describe("libraries of NVIDIA's driver", () => {
  it("are of the version of the kernel module", () => {
    expect(says(libraryVersions, { mounts: own })).toEqual([]);
  });

  it("are of the version that a spec was made for", () => {
    expect(says(libraryVersions, { mounts: old, host: together(healthy, installed) })).toEqual([
      `error nvidia-version-mismatch: The kernel module of NVIDIA's driver is version ${version}, and the devices mount libraries of 535.54.03, ${old.join(", ")}: programs fail with "Driver/library version mismatch" -> Run cdictl generate nvidia --write: the spec was made for another version of the driver`,
    ]);
  });

  it("are of a version that was installed and is not loaded", () => {
    const newer = `${at}/libcuda.so.590.44.01`;
    expect(says(libraryVersions, { mounts: [newer] })).toEqual([
      `error nvidia-version-mismatch: The kernel module of NVIDIA's driver is version ${version}, and the devices mount libraries of 590.44.01, ${newer}: programs fail with "Driver/library version mismatch" -> Reboot, or unload and load NVIDIA's modules, so that the kernel runs the version that is installed; then run cdictl generate nvidia --write`,
    ]);
  });

  it("differ by leading zeros as well, which are part of a version", () => {
    expect(says(libraryVersions, { mounts: [`${at}/libcuda.so.580.95.5`] })).toHaveLength(1);
  });

  it("may be mounted under the names of links", () => {
    const host = together(healthy, { files: { [old[0] ?? ""]: "" }, links: { [`${at}/libcuda.so.1`]: old[0] ?? "" } });
    expect(says(libraryVersions, { mounts: [`${at}/libcuda.so.1`], host })[0]).toContain("libraries of 535.54.03");
  });

  it.each(["libcuda.so.1.1", "libcuda.so", "libcudart.so.12.8.57", "libnvidia-egl-gbm.so.1.1.2", "libxcuda.so.535.1"])(
    "are others than %s",
    (name) => {
      expect(says(libraryVersions, { mounts: [`${at}/${name}`] })).toEqual([]);
    },
  );

  it("may be compared with what sysfs says", () => {
    const host = { files: { "/sys/module/nvidia/version": "535.54.03\n" } };
    expect(says(libraryVersions, { mounts: old, host })).toEqual([]);
    expect(says(libraryVersions, { mounts: own, host })).toHaveLength(1);
  });

  it("are not judged where the version of the module is unknown", () => {
    const told = [
      `info unknown: Cannot tell whether ${own[0]} is of the version of NVIDIA's kernel module: neither /proc/driver/nvidia/version nor /sys/module/nvidia/version tells it -> Run it on the host, and nvidia-smi there`,
    ];
    const mounts = own.slice(0, 1);
    expect(says(libraryVersions, { mounts, host: {}, nodes: [] })).toEqual(told);
    expect(says(libraryVersions, { mounts, host: { files: { "/proc/driver/nvidia/version": "?" } } })).toEqual(told);
  });

  it("are not judged where the driver is not loaded, which is told of the nodes", () => {
    expect(says(libraryVersions, { mounts: own, host: {} })).toEqual([]);
  });
});

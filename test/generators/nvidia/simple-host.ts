import { type FakeHost, fakeHost } from "../../host/fake-host.ts";
import { loadedDriver, writeLibraries } from "./fake-driver.ts";
import { gpuParts } from "./fake-gpu.ts";

export const simpleVersion = "570.133.20";
export const simpleFolder = "/usr/lib/x86_64-linux-gnu";

/** A machine with two GPUs of indices and minor numbers 0 and 1, and the least of a driver. */
export function simpleHost(): FakeHost {
  const host = fakeHost(loadedDriver(simpleVersion));
  host.add(gpuParts({ address: "0000:01:00.0", minor: 0, model: "NVIDIA L4" }));
  host.add(gpuParts({ address: "0000:02:00.0", minor: 1, model: "NVIDIA L4" }));
  host.add(
    writeLibraries(host.root, {
      folder: simpleFolder,
      version: simpleVersion,
      sonames: ["libcuda.so.1", "libnvidia-ml.so.1"],
    }),
  );
  return host;
}

import { detectionOf } from "../detection.ts";
import { specWithAll } from "../devices/found-devices.ts";
import type { Detection, Generated, Generator, GeneratorHost, GeneratorOptions } from "../generator.ts";
import { acceleratorDevices } from "./accelerator-devices.ts";
import { classDirectory, findAccelerators } from "./find-accelerators.ts";

/** Accelerators of the kernel's accel subsystem, such as NPUs and Gaudi, whatever their driver. */
export const accel: Generator = {
  name: "accel",
  kind: "accel.dev/accelerator",
  signals: [
    { path: classDirectory },
    { path: "/sys/class/infiniband_verbs" },
    { path: "/dev/accel", on: "devices" },
    { path: "/dev/infiniband", on: "devices" },
  ],
  detect,
  generate,
};

function detect(host: GeneratorHost): Detection {
  const accelerators = findAccelerators(host.tree);
  const isUsable = acceleratorDevices(host, accelerators).devices.length > 0;
  return detectionOf(isUsable ? accelerators.map(({ name }) => name) : [], () =>
    whyNone(host, accelerators.length > 0),
  );
}

function whyNone({ tree }: GeneratorHost, isUnusable: boolean): string {
  if (isUnusable) return "no accelerator has a device node that can be used";
  const isThere = tree.list(classDirectory) !== undefined;
  return isThere ? `there is no accelerator in ${classDirectory}` : `there is no ${classDirectory}`;
}

function generate(host: GeneratorHost, { kind = accel.kind }: GeneratorOptions): Generated {
  return specWithAll(kind, acceleratorDevices(host, findAccelerators(host.tree)));
}

import { specWithAll } from "../found-devices.ts";
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
  if (acceleratorDevices(host, accelerators).devices.length > 0) {
    return { applies: true, reason: accelerators.map(({ name }) => name).join(", ") };
  }
  const isThere = host.tree.list(classDirectory) !== undefined;
  const none = isThere ? `there is no accelerator in ${classDirectory}` : `there is no ${classDirectory}`;
  const reason = accelerators.length === 0 ? none : "no accelerator has a device node that can be used";
  return { applies: false, reason };
}

function generate(host: GeneratorHost, { kind = accel.kind }: GeneratorOptions): Generated {
  return specWithAll(kind, acceleratorDevices(host, findAccelerators(host.tree)));
}

import { problem } from "../../problems.ts";
import { detectionOf } from "../detection.ts";
import { specOf } from "../devices/found-devices.ts";
import { namedDevices } from "../devices/named-devices.ts";
import type { Detection, Generated, Generator, GeneratorHost, GeneratorOptions } from "../generator.ts";
import { findPorts, type PortSearch } from "./find-ports.ts";
import { portAnnotations } from "./port-annotations.ts";
import { portEdits } from "./port-edits.ts";
import { portNames } from "./port-names.ts";

/** Serial ports: UARTs that are there, and adapters on USB, under names that stay theirs. */
export const serial: Generator = {
  name: "serial",
  kind: "serial.dev/port",
  signals: [
    { path: "/sys/class/tty" },
    { path: "/dev", on: "devices" },
    { path: "/dev/serial", on: "devices", depth: 1 },
  ],
  detect,
  generate,
};

function detect(host: GeneratorHost): Detection {
  const search = findPorts(host);
  return detectionOf(
    search.ports.map(({ name }) => name),
    () => whyNone(search),
  );
}

function whyNone({ terminals, phantoms, problems }: PortSearch): string {
  if (terminals === undefined) return "there is no /sys/class/tty";
  if (problems.length > 0) return "no serial port has a device node that can be used";
  const without = phantoms === 0 ? "" : `; ${phantoms} are UARTs without a chip`;
  return `none of the ${terminals} terminals in /sys/class/tty is a serial port${without}`;
}

function generate(host: GeneratorHost, { kind = serial.kind }: GeneratorOptions): Generated {
  const { ports, problems } = findPorts(host);
  const devices = namedDevices(portNames(host, ports), {
    domain: "serial.dev",
    annotations: (port) => portAnnotations(host.tree, port),
    edits: (name) => portEdits(host, name),
  });
  const inUse = ports.filter(({ isConsole }) => isConsole).map(consoleProblem);
  return specOf(kind, { devices, problems: [...problems, ...inUse] });
}

function consoleProblem({ name, path }: { readonly name: string; readonly path: string }) {
  const message = `Serial port ${name} is a console of the kernel, which writes to it whatever a container does there`;
  return problem("device-in-use", message, { path });
}

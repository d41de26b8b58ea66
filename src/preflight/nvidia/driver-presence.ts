import { shellWord } from "../../cdi/shell-word.ts";
import { type CharacterMajors, characterMajors } from "../../host/character-majors.ts";
import { grouped } from "../../host/grouped.ts";
import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { pathsInMessage } from "../kinds/paths-in-message.ts";
import { devicesOf } from "../owners.ts";
import type { Subject } from "../subject.ts";
import { type DriverNode, driverNodes } from "./driver-nodes.ts";
import { gpuDrivers } from "./driver-part.ts";
import { foreignGpus, foreignText } from "./foreign-gpus.ts";

/**
 * Whether the kernel has the parts of NVIDIA's driver whose nodes are asked for, under the numbers that the nodes have. They
 * outlive it, so a node that is there shows nothing. Source: open-gpu-kernel-modules, and nvidia-modprobe, which makes them.
 */
export const driverPresence: Check = {
  name: "driver-presence",
  run: (subject) => {
    const nodes = driverNodes(subject);
    if (nodes.length === 0) return [];
    const majors = characterMajors(subject.host);
    if (!majors) {
      const message = "Cannot tell whether NVIDIA's driver is loaded: /proc/devices cannot be read";
      return [problem("unknown", message, { devices: devicesOf(nodes), fix: "Run it on the host" })];
    }
    const isLoaded = gpuDrivers.some((name) => majors.has(name));
    const lacking = nodes.filter((node) => majorOf(node, majors) === undefined);
    const modules = grouped(lacking, ({ part }) => (isLoaded ? part.module : "nvidia"));
    return [
      ...Array.from(modules, ([module, those]) =>
        module === "nvidia" && !isLoaded ? withoutDriver(those, subject) : withoutPart(module, those),
      ),
      ...nodes.flatMap((node) => stale(node, majorOf(node, majors), subject)),
    ];
  },
};

function majorOf({ part }: DriverNode, majors: CharacterMajors): number | undefined {
  return part.names.map((name) => majors.get(name)).find((major) => major !== undefined);
}

function withoutDriver(nodes: readonly DriverNode[], { host }: Subject): Problem {
  const elsewhere = foreignGpus(host);
  const held = elsewhere.length === 0 ? "" : `; ${foreignText(elsewhere)}`;
  const fix = elsewhere.some(({ driver }) => driver === "nouveau")
    ? "Keep nouveau from being loaded, install NVIDIA's driver and reboot"
    : "Run modprobe nvidia && nvidia-modprobe -u -c 0";
  const message = `NVIDIA's driver is not loaded: ${cannotOpen(nodes)}${held}`;
  return problem("nvidia-driver-missing", message, { devices: devicesOf(nodes), fix });
}

/** How the modules beside `nvidia` are loaded, and their nodes made. */
const loading: ReadonlyMap<string, string> = new Map([
  ["nvidia-uvm", "Run nvidia-modprobe -u -c 0"],
  ["nvidia-modeset", "Run nvidia-modprobe -m"],
]);

function withoutPart(module: string, nodes: readonly DriverNode[]): Problem {
  const [name = module] = nodes.map(({ part }) => part.names[0]);
  const message = `NVIDIA's driver is loaded without ${name}: ${cannotOpen(nodes)}`;
  const fix = loading.get(module) ?? `Load a version of NVIDIA's driver that has ${name}`;
  return problem("nvidia-driver-missing", message, { devices: devicesOf(nodes), fix });
}

function cannotOpen(nodes: readonly DriverNode[]): string {
  const paths = pathsInMessage(nodes.map(({ hostPath }) => hostPath));
  return `opening ${paths} fails with ENXIO (no such device or address)`;
}

function stale({ hostPath, part, devices }: DriverNode, due: number | undefined, { host }: Subject) {
  const found = host.deviceNode(hostPath);
  if (due === undefined || "missing" in found || found.major === due) return [];
  const message = `${pathInMessage(hostPath)} is the node of device ${found.major}:${found.minor}, and the driver ${part.module} now has the major number ${due}: the node was made before it was loaded anew`;
  const fix = `Run rm ${shellWord(hostPath)} and make it again with nvidia-modprobe, or with nvidia-smi -L for those of MIG; if the spec records its number, run cdictl generate nvidia --write`;
  return [problem("nvidia-node-stale", message, { devices, fix })];
}

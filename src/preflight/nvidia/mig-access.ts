import { grouped } from "../../host/grouped.ts";
import { problem } from "../../problems.ts";
import type { Check } from "../check.ts";
import { pathsInMessage } from "../kinds/paths-in-message.ts";
import { devicesOf } from "../owners.ts";
import { type DriverNode, driverNodes } from "./driver-nodes.ts";
import { capabilityMinorOf } from "./driver-part.ts";
import { isDriverLoaded } from "./driver-version.ts";
import { type MigCapability, migCapabilities } from "./mig-tree.ts";

interface GivenCapability {
  readonly node: DriverNode;
  readonly capability: MigCapability;
}

/** Whether the MIG instances are there that devices give access to: GPUs are divided anew without a trace in any spec. */
export const migAccess: Check = {
  name: "mig-access",
  run: (subject) => {
    const nodes = driverNodes(subject).filter(({ path }) => capabilityMinorOf(path) !== undefined);
    if (nodes.length === 0 || !isDriverLoaded(subject.host)) return [];
    const capabilityOf = migCapabilities(subject.host);
    if (!capabilityOf) {
      const message = `Cannot tell which MIG instances ${pathsOf(nodes)} give access to: /proc/driver/nvidia-caps/mig-minors or /proc/driver/nvidia/capabilities cannot be read`;
      return [problem("unknown", message, { devices: devicesOf(nodes), fix: "Run it on the host" })];
    }
    const gone = nodes.flatMap((node): GivenCapability[] => {
      const capability = capabilityOf(capabilityMinorOf(node.path) ?? -1);
      return capability && !capability.exists ? [{ node, capability }] : [];
    });
    return Array.from(
      grouped(gone, ({ node }) => node.devices.join()),
      ([, those]) => stale(those),
    );
  },
};

function stale(gone: readonly GivenCapability[]) {
  const nodes = gone.map(({ node }) => node);
  const instances = gone.map(({ capability }) => capability.instance);
  const message = `The GPU is no longer divided as the spec has it: the driver has no MIG instance ${pathsInMessage(instances)}, to which ${pathsOf(nodes)} gave access`;
  const fix = "Run cdictl generate nvidia --write, or make the instances anew with nvidia-smi mig";
  return problem("mig-instance-gone", message, { devices: devicesOf(nodes), fix });
}

function pathsOf(nodes: readonly DriverNode[]): string {
  return pathsInMessage(nodes.map(({ path }) => path));
}

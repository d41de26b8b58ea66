import type { HostTree } from "../../host/host-tree.ts";
import { sysfsHex, sysfsInteger } from "../../host/sysfs-value.ts";
import type { Facts } from "../facts/attribute-annotations.ts";
import { namesOfForm } from "../naming/names-of-form.ts";
import type { ClassNodeOptions } from "../nodes/class-node.ts";
import type { Accelerator } from "./accelerator.ts";
import { classDirectory } from "./find-accelerators.ts";

/** A node that comes with an accelerator: its directory in sysfs, and where below `/dev` its class has nodes. */
export type FurtherNode = readonly [directory: string, folder: NonNullable<ClassNodeOptions["folder"]>];

/** What is to be known of the accelerators of a driver. */
export interface AcceleratorDriver {
  readonly type: string;
  readonly furtherNodes?: (host: HostTree, accelerator: Accelerator) => readonly FurtherNode[];
  readonly facts?: (host: HostTree, accelerator: Accelerator) => Facts;
}

/** The driver of an accelerator; one that is not known has the accelerator's node alone. */
export function driverOf({ driver }: Accelerator): AcceleratorDriver {
  return (driver === undefined ? undefined : drivers.get(driver)) ?? { type: "accelerator" };
}

const npu: AcceleratorDriver = { type: "npu" };

const drivers: ReadonlyMap<string, AcceleratorDriver> = new Map([
  ["habanalabs", { type: "accelerator", furtherNodes: gaudiNodes, facts: gaudiFacts }],
  ["intel_vpu", npu],
  ["amdxdna", npu],
  ["rocket", npu],
  ["ethosu", npu],
]);

/** Gaudi's programs look at it through another node, and talk to others through its own InfiniBand device. */
function gaudiNodes(host: HostTree, { number, devicePath }: Accelerator): readonly FurtherNode[] {
  const verbs = namesOfForm(host, `${devicePath}/infiniband_verbs`, /^uverbs\d+$/);
  return [
    [`${classDirectory}/accel_controlD${number}`, "accel"],
    ...verbs.map((name): FurtherNode => [`${devicePath}/infiniband_verbs/${name}`, "infiniband"]),
  ];
}

/** Its programs number accelerators by the slot of the board that they are in. */
function gaudiFacts(host: HostTree, { devicePath }: Accelerator): Facts {
  const id = sysfsHex(host, `${devicePath}/device`);
  return {
    productName: id === undefined ? undefined : gaudiModels.get(id),
    "accel.dev/module-id": sysfsInteger(host, `${devicePath}/module_id`),
  };
}

const gaudiModels: ReadonlyMap<string, string> = new Map([
  ...["1000", "1001", "1010", "1011"].map((id) => [id, "Gaudi"] as const),
  ["1020", "Gaudi2"],
  ...["1030", "1060", "1061", "1062", "1063"].map((id) => [id, "Gaudi3"] as const),
]);

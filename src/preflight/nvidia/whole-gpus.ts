import { grouped } from "../../host/grouped.ts";
import type { HostTree } from "../../host/host-tree.ts";
import { type Problem, problem } from "../../problems.ts";
import type { Check } from "../check.ts";
import { pathsInMessage } from "../kinds/paths-in-message.ts";
import { devicesOf } from "../owners.ts";
import type { Subject } from "../subject.ts";
import { driverGpus } from "./driver-gpus.ts";
import { type DriverNode, driverNodes } from "./driver-nodes.ts";
import { capabilityMinorOf, gpuMinorOf } from "./driver-part.ts";
import { isDriverLoaded } from "./driver-version.ts";
import { migCapabilities, migInstances } from "./mig-tree.ts";

/** The models of GPUs that can be divided, as they stand in procfs. */
const divisible = /\b(?:A30|[AH]100|H800|A800|G?H200|H20|G?B[23]00|RTX PRO [56]000 Blackwell)\b/;

/**
 * Whether a GPU that is asked for as a whole can be used as one. While it is in MIG mode, CUDA has nothing but compute
 * instances. The mode itself can be asked of the driver's library alone, so where there are no instances it stays open.
 */
export const wholeGpus: Check = {
  name: "whole-gpus",
  run: (subject) => {
    const { host } = subject;
    const nodes = driverNodes(subject).filter(({ path }) => gpuMinorOf(path) !== undefined);
    if (nodes.length === 0 || !isDriverLoaded(host)) return [];
    const given = givenInstances(subject);
    const whole = nodes.filter(({ path }) => !given.has(gpuMinorOf(path)));
    const states = grouped(whole, ({ path }) => stateOf(gpuMinorOf(path) ?? -1, host));
    return Array.from(states).flatMap(([state, those]) => told(state, those, host));
  },
};

type State = "divided" | "without compute instances" | "undivided" | "unseen";

function stateOf(minor: number, host: HostTree): State {
  const instances = migInstances(host, minor);
  if (!instances) return "unseen";
  if (instances.gpuInstances === 0) return "undivided";
  return instances.computeInstances === 0 ? "without compute instances" : "divided";
}

function told(state: State, nodes: readonly DriverNode[], host: HostTree): Problem[] {
  const paths = pathsInMessage(nodes.map(({ path }) => path));
  const devices = devicesOf(nodes);
  if (state === "divided") {
    const message = `${paths} is given as a whole GPU, and it is divided into MIG instances: CUDA finds no device without access to one of them`;
    const fix = "Run cdictl generate nvidia --write and ask for a MIG device, or end MIG with nvidia-smi -mig 0";
    return [problem("mig-divided", message, { devices, fix })];
  }
  if (state === "without compute instances") {
    const message = `${paths} is divided into GPU instances of MIG, in which there are no compute instances: CUDA finds no device`;
    return [
      problem("mig-divided", message, { devices, fix: "Run nvidia-smi mig -cci, then cdictl generate nvidia --write" }),
    ];
  }
  const doubtful = nodes.filter(({ path }) => isDivisible(gpuMinorOf(path), host));
  if (state === "unseen" || doubtful.length === 0) return [];
  const shown = pathsInMessage(doubtful.map(({ path }) => path));
  const message = `Cannot tell whether ${shown} is in MIG mode without instances, in which CUDA finds no device: the driver tells its library alone`;
  const fix =
    "Run nvidia-smi --query-gpu=index,mig.mode.current --format=csv; where it is Enabled, run nvidia-smi mig -cgi PROFILE -C";
  return [problem("unknown", message, { devices: devicesOf(doubtful), fix })];
}

function isDivisible(minor: number | undefined, host: HostTree): boolean {
  const gpu = driverGpus(host).find((each) => each.minor === minor);
  return divisible.test(gpu?.productName ?? "");
}

/** The GPUs of whose instances some come along, whatever device brings them. */
function givenInstances(subject: Subject): ReadonlySet<number | undefined> {
  const minors = driverNodes(subject).flatMap(({ path }) => capabilityMinorOf(path) ?? []);
  if (minors.length === 0) return new Set();
  const capabilityOf = migCapabilities(subject.host);
  return new Set(minors.map((minor) => capabilityOf?.(minor)?.gpuMinor));
}

import { oncePer } from "../once-per.ts";
import { devicesOf } from "../owners.ts";
import type { Subject } from "../subject.ts";
import { driverNodes } from "./driver-nodes.ts";
import { capabilityMinorOf, gpuMinorOf } from "./driver-part.ts";

/** The devices that bring GPUs or parts of such: what NVIDIA's runtime and hook would bring as well. */
export const gpuDevices = oncePer((subject: Subject): readonly string[] =>
  devicesOf(
    driverNodes(subject).filter(({ path }) => gpuMinorOf(path) !== undefined || capabilityMinorOf(path) !== undefined),
  ),
);

/** Whether they tell NVIDIA's runtime and hook to leave the container alone, whatever its image asks for. */
export function keepsLegacyOut({ edits }: Subject): boolean {
  return edits.env.findLast(({ edit }) => edit.startsWith("NVIDIA_VISIBLE_DEVICES="))?.edit.endsWith("=void") === true;
}

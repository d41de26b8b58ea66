import { type UsedNode, usedNodes } from "../kinds/used-nodes.ts";
import { oncePer } from "../once-per.ts";
import type { Subject } from "../subject.ts";
import { type DriverPart, driverPartOf } from "./driver-part.ts";

/** A node of NVIDIA's driver that devices bring into a container. */
export interface DriverNode extends UsedNode {
  readonly part: DriverPart;
}

export const driverNodes = oncePer((subject: Subject): readonly DriverNode[] =>
  usedNodes(subject).flatMap((node) => {
    const part = driverPartOf(node.path);
    return part ? [{ ...node, part }] : [];
  }),
);

import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { type UsedNode, usedNodes } from "../kinds/used-nodes.ts";
import type { Subject } from "../subject.ts";
import { nodePlaces } from "./node-mounts.ts";

/** Whether the nodes of devices lie on mounts with the option `nodev`, through which no node can be opened. */
export const nodevMounts: Check = {
  name: "nodev-mounts",
  run: (subject) => (subject.container ? usedNodes(subject).flatMap((node) => nodevProblems(node, subject)) : []),
};

function nodevProblems({ path, devices }: UsedNode, subject: Subject): Problem[] {
  const mount = nodePlaces(subject)(path).mount?.mount;
  const last = mount?.options.findLast((option) => option === "nodev" || option === "dev");
  if (!mount || last !== "nodev") return [];
  const point = pathInMessage(mount.destination);
  const message = `The node ${pathInMessage(path)} cannot be opened: the mount at ${point} has the option nodev, so opening it fails with EACCES (permission denied)`;
  const fix = `Take nodev out of the options of the mount at ${point} in ${mount.writtenIn}`;
  return [problem("node-nodev", message, { devices, fix })];
}

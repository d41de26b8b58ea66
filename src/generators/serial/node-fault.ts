import { sysfsText } from "../../host/sysfs-value.ts";
import type { GeneratorHost } from "../generator.ts";
import type { Port } from "./port.ts";

/** Why no container can have the node of a port; undefined where one can, or where nobody may look. */
export function nodeFault({ tree, devices }: GeneratorHost, { name, path, node }: Port): string | undefined {
  if (!node) {
    const found = devices.deviceNode(path);
    return "missing" in found && !found.unseen ? `cannot use ${path}: ${found.missing}` : undefined;
  }
  if (node.type !== "c") return `${path} is no character device`;
  const numbers = `${node.major}:${node.minor}`;
  const expected = sysfsText(tree, `/sys/class/tty/${name}/dev`) ?? numbers;
  return expected === numbers ? undefined : `${path} is the node of device ${numbers}, and the port is ${expected}`;
}

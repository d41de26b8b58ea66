import { grouped } from "../../host/grouped.ts";
import type { HostTree } from "../../host/host-tree.ts";
import { pciDirectoryOf } from "../../host/pci-path.ts";
import { namesOfForm } from "../naming/names-of-form.ts";

const directory = "/sys/class/mei";

/**
 * The directories in sysfs of the nodes by which the firmware of a GPU is reached, `/dev/meiN`, by the real path of its
 * PCI function. That of a processor's own graphics is a function of its own, which speaks for the whole machine.
 */
export function firmwareNodes(host: HostTree): ReadonlyMap<string, readonly string[]> {
  const paths = namesOfForm(host, directory, /^mei\d+$/)
    .map((name) => host.realPath(`${directory}/${name}`))
    .filter((path) => path !== undefined);
  const functions = grouped(paths, pciDirectoryOf);
  return new Map([...functions].flatMap(([owner, nodes]) => (owner === undefined ? [] : [[owner, nodes]])));
}

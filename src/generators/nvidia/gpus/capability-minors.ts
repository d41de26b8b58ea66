import type { HostTree } from "../../../host/host-tree.ts";

/** The minor number of the node for a capability of a GPU, such as `gi1/ci0`. */
export type CapabilityMinors = (gpuMinor: number, name: string) => number | undefined;

/** Where the kernel module says it of a capability itself; of older ones the file may be empty. */
const accessFile = (gpuMinor: number, name: string): string =>
  `/proc/driver/nvidia/capabilities/gpu${gpuMinor}/mig/${name}/access`;

/** The numbers of all capabilities that there can be; large, so it is read only where a capability does not say its own. */
const allMinors = "/proc/driver/nvidia-caps/mig-minors";
const limit = 1024 * 1024;

export function readCapabilityMinors(tree: HostTree): CapabilityMinors {
  let table: ReadonlyMap<string, number> | undefined;
  return (gpuMinor, name) => {
    const own = /^DeviceFileMinor: (\d{1,7})$/m.exec(tree.readText(accessFile(gpuMinor, name)) ?? "")?.[1];
    if (own !== undefined) return Number(own);
    table ??= minorsIn(tree.readText(allMinors, limit) ?? "");
    return table.get(`gpu${gpuMinor}/${name}/access`);
  };
}

function minorsIn(text: string): ReadonlyMap<string, number> {
  const lines = text.matchAll(/^(\S+) (\d{1,7})$/gm);
  return new Map([...lines].map(([, name = "", minor]) => [name, Number(minor)]));
}

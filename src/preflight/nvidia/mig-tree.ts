import type { HostTree } from "../../host/host-tree.ts";
import { oncePer } from "../once-per.ts";

const capabilities = "/proc/driver/nvidia/capabilities";

/** All capabilities that there can be, with the minor numbers of their nodes: some 4300 lines. */
const allMinors = "/proc/driver/nvidia-caps/mig-minors";
const limit = 1024 * 1024;

/** The instances into which a GPU is divided. */
export interface MigInstances {
  readonly gpuInstances: number;
  readonly computeInstances: number;
}

/** Of the GPU of a minor number; undefined where the driver does not show them. */
export function migInstances(host: HostTree, gpuMinor: number): MigInstances | undefined {
  const directory = `${capabilities}/gpu${gpuMinor}/mig`;
  const names = host.list(directory);
  if (!names) return undefined;
  const gpuInstances = names.filter((name) => /^gi\d{1,3}$/.test(name));
  const computeInstances = gpuInstances.flatMap((name) => {
    return (host.list(`${directory}/${name}`) ?? []).filter((part) => /^ci\d{1,3}$/.test(part));
  });
  return { gpuInstances: gpuInstances.length, computeInstances: computeInstances.length };
}

/** What of a GPU a capability gives access to: `gpu0/gi1` or `gpu0/gi1/ci0`, with whether the instance is there. */
export interface MigCapability {
  readonly instance: string;
  readonly gpuMinor: number;
  readonly exists: boolean;
}

/** By the minor numbers of nodes; undefined where the driver does not tell. Other capabilities are left out. */
export const migCapabilities = oncePer((host: HostTree): ((minor: number) => MigCapability | undefined) | undefined => {
  const text = host.readText(allMinors, limit);
  if (text === undefined || !host.list(capabilities)) return undefined;
  const names = migMinorsIn(text);
  return (minor) => {
    const name = names.get(minor);
    const [, instance, gpu] = /^((?:gpu(\d{1,3}))\/gi\d{1,3}(?:\/ci\d{1,3})?)\/access$/.exec(name ?? "") ?? [];
    if (instance === undefined) return undefined;
    const place = instance.replace("/", "/mig/");
    return { instance, gpuMinor: Number(gpu), exists: host.list(`${capabilities}/${place}`) !== undefined };
  };
});

/** The names of capabilities by minor number: lines such as `gpu0/gi1/access 12`. */
export function migMinorsIn(text: string): ReadonlyMap<number, string> {
  return new Map(Array.from(text.matchAll(/^(\S+) (\d{1,7})$/gm), ([, name = "", minor]) => [Number(minor), name]));
}

import { extname, join } from "node:path";
import type { HostTree } from "../../host/host-tree.ts";
import { lookInside } from "../../host/look-inside.ts";
import { objectIn } from "../../oci/json-reading.ts";
import { type Presence, presence } from "../mounts/presence.ts";
import { oncePer } from "../once-per.ts";
import { cniDirectories } from "./cni-directories.ts";
import { type CniFault, type CniNetwork, type CniPlugin, parseCniNetwork, pluginIn } from "./cni-network.ts";

export interface CniFile extends CniNetwork {
  readonly path: string;
  /** Whether it is the network of every container that asks for none: the first one, by the names of files. */
  readonly isDefault: boolean;
}

export interface CniNetworks {
  readonly networks: readonly CniFile[];
  readonly faults: readonly (CniFault & { readonly path: string })[];
  /** Directories and files that are there and cannot be read. */
  readonly unseen: readonly string[];
}

/** As large as containerd lets a file be. */
const longest = 2 * 1024 * 1024;

const endings: ReadonlySet<string> = new Set([".conf", ".conflist", ".json"]);

/** The networks that CNI is configured with on a host. What cannot be read of them keeps nobody from the others. */
export const cniNetworks = oncePer((host: HostTree): CniNetworks => {
  const networks: CniFile[] = [];
  const faults: (CniFault & { readonly path: string })[] = [];
  const unseen: string[] = [];
  for (const directory of cniDirectories(host).networks) {
    const names = host.list(directory);
    if (!names && mayBeThere(presence(host, directory))) unseen.push(directory);
    let isDefault = true;
    for (const name of names ?? []) {
      const path = join(directory, name);
      if (!endings.has(extname(name)) || lookInside(host, path)?.isDirectory()) continue;
      const found = networkAt(host, path);
      if (found === "unseen") unseen.push(path);
      else if ("reason" in found) faults.push({ ...found, path });
      else networks.push({ ...withMore(found, directory, host), path, isDefault });
      if (found !== "unseen" && "name" in found) isDefault = false;
    }
  }
  return { networks, faults, unseen };
});

function mayBeThere(found: Presence): boolean {
  return found === "directory" || found === "unseen";
}

function networkAt(host: HostTree, path: string): CniNetwork | CniFault | "unseen" {
  const text = host.readText(path, longest);
  if (text !== undefined) return parseCniNetwork(text, path.endsWith(".conflist"));
  if (presence(host, path) === "nothing") return { reason: "its link leads nowhere" };
  const size = lookInside(host, path)?.size ?? 0;
  return size > longest ? { reason: `it has ${size} bytes, and containerd takes ${longest}` } : "unseen";
}

/** From version 1.3 on libcni adds the files of a directory that has the network's name. */
function withMore(network: CniNetwork, directory: string, host: HostTree): CniNetwork {
  if (!network.takesMore || !/^[a-zA-Z0-9][\w.-]*$/.test(network.name)) return network;
  const folder = join(directory, network.name);
  const names = (host.list(folder) ?? []).filter((name) => extname(name) === ".conf");
  const more = names.flatMap((name): CniPlugin[] => pluginAt(host, join(folder, name)));
  return { ...network, plugins: [...network.plugins, ...more] };
}

function pluginAt(host: HostTree, path: string): CniPlugin[] {
  try {
    const json: unknown = JSON.parse(host.readText(path, longest) ?? "");
    return [pluginIn(objectIn(json))].filter((plugin) => plugin !== undefined);
  } catch {
    return [];
  }
}

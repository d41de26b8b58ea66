import { resolve } from "node:path";
import type { HostTree } from "../../host/host-tree.ts";
import { oncePer } from "../once-per.ts";

export interface CniDirectories {
  /** Where networks are configured. */
  readonly networks: readonly string[];
  /** Where plugins may be: those of engines differ. */
  readonly plugins: readonly string[];
}

/** Files in which engines are told of other directories. */
const settings = ["/etc/containerd/config.toml", "/etc/crio/crio.conf", "/etc/containers/containers.conf"];
const dropIns = "/etc/crio/crio.conf.d";

const usualPlugins = [
  "/opt/cni/bin",
  "/usr/libexec/cni",
  "/usr/lib/cni",
  "/usr/local/libexec/cni",
  "/usr/local/lib/cni",
];

/** The directories of a host: those of CNI and what the engines that it has are told. */
export const cniDirectories = oncePer((host: HostTree): CniDirectories => {
  const more = (host.list(dropIns) ?? []).map((name) => `${dropIns}/${name}`);
  const texts = [...settings, ...more].map((path) => host.readText(path) ?? "");
  return {
    networks: distinct(["/etc/cni/net.d", ...texts.flatMap((text) => pathsAt(text, /^(?:conf_dir|network_dir)$/))]),
    plugins: distinct([
      ...usualPlugins,
      ...texts.flatMap((text) => pathsAt(text, /^(?:bin_dirs?|plugin_dirs?|cni_plugin_dirs)$/)),
    ]),
  };
});

/** The absolute paths of the settings of some name in a text of TOML; comments do not count. */
export function pathsAt(toml: string, name: RegExp): readonly string[] {
  const found: string[] = [];
  let isOpen = false;
  for (const line of toml.split("\n")) {
    const [text = ""] = line.trim().split(" #", 1);
    if (text.startsWith("#")) continue;
    const key = /^([\w-]+)\s*=/.exec(text)?.[1];
    if (key !== undefined) isOpen = name.test(key);
    if (isOpen) found.push(...Array.from(text.matchAll(/["'](\/[^"']*)["']/g), ([, path = ""]) => path));
    if (text.includes("]") || (key !== undefined && !text.includes("["))) isOpen = false;
  }
  return found;
}

/** As long as Linux lets a path be. */
const longest = 4096;

function distinct(paths: readonly string[]): readonly string[] {
  return [...new Set(paths.filter(({ length }) => length <= longest).map((path) => resolve(path)))];
}

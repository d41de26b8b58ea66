import type { HostTree } from "../../host/host-tree.ts";
import { objectIn, stringIn } from "../../oci/json-reading.ts";
import type { RuntimeName } from "../runtime-version.ts";
import { tomlValue } from "./toml-value.ts";

interface Engine {
  readonly name: RuntimeName;
  readonly path: string;
  readonly defaultRuntime: (text: string) => string | undefined;
}

/** In containerd's versions of the file 3, 2 and 1. */
const containerdSections = [
  'plugins."io.containerd.cri.v1.runtime".containerd',
  'plugins."io.containerd.grpc.v1.cri".containerd',
  "plugins.cri.containerd",
];

const engines: readonly Engine[] = [
  { name: "docker", path: "/etc/docker/daemon.json", defaultRuntime: dockerRuntime },
  { name: "containerd", path: "/etc/containerd/config.toml", defaultRuntime: containerdRuntime },
  {
    name: "cri-o",
    path: "/etc/crio/crio.conf",
    defaultRuntime: (text) => tomlValue(text, "crio.runtime", "default_runtime"),
  },
];

/** An engine that starts containers by NVIDIA's runtime unless told otherwise. */
export interface NvidiaEngine {
  readonly name: RuntimeName;
  readonly path: string;
}

/** Among those that may start a container: any, where it is not known which. The usual names begin with `nvidia`. */
export function nvidiaEngines(host: HostTree, asked: RuntimeName | undefined): readonly NvidiaEngine[] {
  const candidates = engines.filter(({ name }) => asked === undefined || asked === name);
  return candidates.filter(({ path, defaultRuntime }) => {
    return defaultRuntime(host.readText(path) ?? "")?.startsWith("nvidia") === true;
  });
}

function dockerRuntime(text: string): string | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return stringIn(objectIn(json)["default-runtime"]);
  } catch {
    return undefined;
  }
}

function containerdRuntime(text: string): string | undefined {
  const values = containerdSections.map((section) => tomlValue(text, section, "default_runtime_name"));
  return values.find((value) => value !== undefined);
}

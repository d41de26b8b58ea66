import type { HostTree } from "../../host/host-tree.ts";
import type { SwitchName } from "./runtime-support.ts";

/** How a runtime is told to read CDI specs. */
export interface CdiSwitch {
  /** What the setting is, and where. */
  readonly fix: string;
  /** What the configuration of a host says; undefined where it says nothing, or cannot be read. */
  readonly isOn: (host: HostTree) => boolean | undefined;
}

export const cdiSwitches: Readonly<Record<SwitchName, CdiSwitch>> = {
  containerd: {
    fix: 'Set enable_cdi = true under [plugins."io.containerd.grpc.v1.cri"] in /etc/containerd/config.toml and restart containerd',
    isOn: (host) => enableCdiIn(host.readText("/etc/containerd/config.toml") ?? ""),
  },
  docker: {
    fix: 'Set "features": {"cdi": true} in /etc/docker/daemon.json and restart docker',
    isOn: (host) => cdiFeatureIn(host.readText("/etc/docker/daemon.json") ?? ""),
  },
};

/** The value of `enable_cdi` in containerd's configuration. */
export function enableCdiIn(toml: string): boolean | undefined {
  const value = /^[ \t]*enable_cdi[ \t]*=[ \t]*(true|false)\b/m.exec(toml)?.[1];
  return value === undefined ? undefined : value === "true";
}

/** The value of `features.cdi` in Docker's configuration. */
export function cdiFeatureIn(json: string): boolean | undefined {
  try {
    const document: unknown = JSON.parse(json);
    const value = memberOf(memberOf(document, "features"), "cdi");
    return typeof value === "boolean" ? value : undefined;
  } catch {
    return undefined;
  }
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

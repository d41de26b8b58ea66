import type { DeviceRule } from "../../oci/container.ts";
import { builtInRules } from "./built-in-rules.ts";
import { rightsIn } from "./device-rights.ts";
import { ExceptionList } from "./exception-list.ts";
import type { NodeRequest } from "./node-request.ts";

export interface RuncRules {
  readonly allows: (request: NodeRequest, cgroup: "v1" | "v2") => boolean;
  /** The first rule on which runc gives up, as it would be a hole in a wider one. */
  readonly hole: DeviceRule | undefined;
}

/**
 * What runc makes of `linux.resources.devices`: everything is denied to begin with; the rules of the OCI spec come in their
 * order, then its own, without those for nodes that the OCI spec has at the same path. It emulates version 1 for version 2.
 * Source: runc libcontainer/cgroups/devices and libcontainer/specconv.
 */
export function runcRules(rules: readonly DeviceRule[], nodePaths: ReadonlySet<string>): RuncRules {
  const list = new ExceptionList(false);
  const own = builtInRules.filter(({ of, path }) => of === "both" && (path === undefined || !nodePaths.has(path)));
  let hole: DeviceRule | undefined;
  const apply = (rule: DeviceRule): void => {
    const read = { ...rule, major: orAny(rule.major), minor: orAny(rule.minor) };
    const rights = rightsIn(rule.access ?? "");
    if (list.wouldBeHole(read, rights)) hole ??= rule;
    list.apply(read, rights);
  };
  for (const rule of rules) apply(rule);
  for (const rule of own) apply(rule);
  return { allows: (request, cgroup) => list.allows(request, { meets: cgroup === "v1" ? "any" : "all" }), hole };
}

/** It stands for any number itself. */
function orAny(number: number | undefined): number | undefined {
  return number === -1 ? undefined : number;
}

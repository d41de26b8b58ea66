import type { DeviceRule } from "../../oci/container.ts";
import { builtInRules } from "./built-in-rules.ts";
import { allRights, includesAll, type Rights, rightsIn } from "./device-rights.ts";
import { ExceptionList } from "./exception-list.ts";
import type { Judge } from "./node-request.ts";

/** The kernel reads no more letters of an access. */
const lettersRead = 3;

/**
 * What crun makes of `linux.resources.devices` with cgroup version 1: it writes the rules in their order, then its own, onto
 * what the cgroup above allows, which is taken to be everything. Source: crun libcrun/cgroup-resources.
 */
export function crunRulesOnV1(rules: readonly DeviceRule[]): Judge {
  const list = new ExceptionList(true);
  for (const rule of rules) list.apply(rule, rightsIn((rule.access ?? "").slice(0, lettersRead)));
  if (rules.length > 0) for (const rule of builtInRules) list.apply(rule, rightsIn(rule.access ?? ""));
  return (request) => list.allows(request, { meets: "any" });
}

/**
 * What crun makes of it with version 2: the last rule that is for the type, the numbers and all of the rights decides, where
 * its own come after all others; where none is, it is denied. Without any rule nothing is. Source: crun libcrun/ebpf.
 */
export function crunRulesOnV2(rules: readonly DeviceRule[]): Judge {
  if (rules.length === 0) return () => true;
  const last = new Map<string, { readonly order: number; readonly allow: boolean }>();
  for (const [order, { allow, type = "a", major, minor, access = "" }] of [...rules, ...builtInRules].entries()) {
    last.set(keyOf(kindOf(type), orAny(major), orAny(minor), rightsIn(access)), { order, allow });
  }
  return ({ type, major, minor, rights }) => {
    let best: { readonly order: number; readonly allow: boolean } | undefined;
    for (const kind of [type, "a"]) {
      for (const ofMajor of [major, undefined]) {
        for (const ofMinor of [minor, undefined]) {
          for (let given = 0; given <= allRights; given++) {
            const found = includesAll(given, rights) ? last.get(keyOf(kind, ofMajor, ofMinor, given)) : undefined;
            if (found && found.order > (best?.order ?? -1)) best = found;
          }
        }
      }
    }
    return best?.allow === true;
  };
}

/** It looks at the first letter, and takes what is neither `a` nor `b` for a character device. */
function kindOf(type: string): string {
  const [first = ""] = type;
  return first === "a" || first === "b" ? first : "c";
}

/** Every negative number stands for any. */
function orAny(number: number | undefined): number | undefined {
  return number !== undefined && number < 0 ? undefined : number;
}

function keyOf(type: string, major: number | undefined, minor: number | undefined, rights: Rights): string {
  return `${type} ${major ?? "*"}:${minor ?? "*"} ${rights}`;
}

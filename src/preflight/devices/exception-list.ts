import type { DeviceRule } from "../../oci/container.ts";
import { includesAll, type Rights } from "./device-rights.ts";
import type { NodeRequest } from "./node-request.ts";

type Part = number | undefined;

/**
 * The state of a devices cgroup as the kernel keeps it for version 1: what holds for all devices, and exceptions from it by
 * type and numbers. A rule for all devices sets the first and forgets the second; another adds to the exceptions of the
 * very same type and numbers, or takes from them. Source: Linux security/device_cgroup.c.
 */
export class ExceptionList {
  #allows: boolean;
  readonly #exceptions = new Map<string, Rights>();

  constructor(allows: boolean) {
    this.#allows = allows;
  }

  apply({ allow, type = "a", major, minor }: DeviceRule, rights: Rights): void {
    if (type === "a") {
      this.#allows = allow;
      this.#exceptions.clear();
      return;
    }
    const key = keyOf(type, major, minor);
    const known = this.#exceptions.get(key) ?? 0;
    const left = allow === this.#allows ? known & ~rights : known | rights;
    if (left === 0) this.#exceptions.delete(key);
    else this.#exceptions.set(key, left);
  }

  /** Whether a rule would take something from an exception that is wider than itself, which stays as it is then. */
  wouldBeHole({ allow, type = "a", major, minor }: DeviceRule, rights: Rights): boolean {
    if (type === "a" || allow !== this.#allows) return false;
    const own = keyOf(type, major, minor);
    return widerKeys(type, major, minor).some((key) => key !== own && (this.#rightsOf(key) & rights) !== 0);
  }

  /** Version 1 takes an exception from what is allowed for met by any of the rights, runc's program for version 2 by all. */
  allows({ type, major, minor, rights }: NodeRequest, { meets }: { readonly meets: "any" | "all" }): boolean {
    const keys = [keyOf(type, major, minor), ...widerKeys(type, major, minor)];
    if (!this.#allows) return keys.some((key) => includesAll(this.#rightsOf(key), rights));
    return !keys.some((key) => {
      const denied = this.#rightsOf(key);
      return denied !== 0 && (meets === "all" ? includesAll(denied, rights) : (denied & rights) !== 0);
    });
  }

  #rightsOf(key: string): Rights {
    return this.#exceptions.get(key) ?? 0;
  }
}

function widerKeys(type: string, major: Part, minor: Part): readonly string[] {
  return [keyOf(type, undefined, minor), keyOf(type, major, undefined), keyOf(type, undefined, undefined)];
}

function keyOf(type: string, major: Part, minor: Part): string {
  return `${type} ${major ?? "*"}:${minor ?? "*"}`;
}

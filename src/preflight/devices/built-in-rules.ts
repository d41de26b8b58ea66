import type { DeviceRule } from "../../oci/container.ts";

interface BuiltInRule extends DeviceRule {
  /** The node that it is for. */
  readonly path?: string;
  readonly of: "both" | "crun";
}

const rule = (type: string, major: number | undefined, minor: number | undefined, path?: string, access = "rwm") =>
  ({ allow: true, type, major, minor, access, of: "both", ...(path !== undefined && { path }) }) as const;

/**
 * What runtimes allow by themselves, after the rules of the OCI spec. Some versions leave out 10:200, which opens
 * /dev/net/tun: runc 1.2.0 to 1.2.3, crun 1.5 to 1.19. Source: runc libcontainer/specconv, crun libcrun/cgroup-resources.
 */
export const builtInRules: readonly BuiltInRule[] = [
  rule("c", undefined, undefined, undefined, "m"),
  rule("b", undefined, undefined, undefined, "m"),
  rule("c", 1, 3, "/dev/null"),
  rule("c", 1, 8, "/dev/random"),
  rule("c", 1, 7, "/dev/full"),
  rule("c", 5, 0, "/dev/tty"),
  rule("c", 1, 5, "/dev/zero"),
  rule("c", 1, 9, "/dev/urandom"),
  { ...rule("c", 5, 1), of: "crun" },
  rule("c", 136, undefined),
  rule("c", 5, 2),
  rule("c", 10, 200),
];

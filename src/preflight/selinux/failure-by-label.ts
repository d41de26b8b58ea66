import type { Container } from "../../oci/container.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import { isBind } from "../mounts/planned-mounts.ts";
import type { OciRuntime } from "../oci-runtime.ts";
import type { GivenLabel } from "./label-of-container.ts";

/** These are mounted without a label. */
const unlabelled: ReadonlySet<string> = new Set(["proc", "sysfs", "mqueue", "cgroup", "cgroup2"]);

/**
 * How a runtime fails for a label that it cannot give, as a part of a sentence; undefined where it starts the container.
 * crun takes SELinux for on where its file system is mounted, and a kernel without a policy lets it label programs.
 * Seen with runc 1.1.5 and crun 1.8.1 on a kernel without SELinux.
 */
export function failureByLabel(
  field: GivenLabel["field"],
  runtime: OciRuntime,
  container: Container,
  isOff: boolean,
): string | undefined {
  if (field === "process.selinuxLabel") {
    if (runtime === "runc") {
      return 'runc fails with "selinux label is specified in config, but selinux is disabled or not supported"';
    }
    return isOff ? 'crun fails with "write to /proc/self/attr/keycreate: Invalid argument"' : undefined;
  }
  if (runtime === "crun" && isOff) return undefined;
  const mount = container.mounts.find((each) => each.type && !isBind(each) && !unlabelled.has(each.type));
  if (!mount) return undefined;
  return `${runtime} fails to mount ${pathInMessage(mount.type ?? "")} at ${pathInMessage(mount.destination)} with "invalid argument"`;
}

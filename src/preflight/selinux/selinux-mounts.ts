import { shellWord } from "../../cdi/shell-word.ts";
import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { isBind, type PlannedMount, plannedMounts } from "../mounts/planned-mounts.ts";
import { ownersOf } from "../owners.ts";
import { type ClosedPlace, closedPlace } from "./closed-places.ts";
import { containerDomains } from "./container-domains.ts";
import { processLabel } from "./label-of-container.ts";
import { selinuxOn } from "./selinux-state.ts";

/**
 * Whether SELinux lets the container's program read what devices mount. That keeps the label that it has on the host: to
 * relabel is for engines, which have options for it (`z` and `Z`), and not for runtimes.
 */
export const selinuxMounts: Check = {
  name: "selinux-mounts",
  run: (subject) => {
    const { container, host } = subject;
    const type = (container && processLabel(container)?.type) ?? "";
    const domain = containerDomains.get(type);
    if (!domain || domain.hostNodes === "use" || selinuxOn(host).state !== "enforcing") return [];
    return plannedMounts(subject)
      .filter((mount) => isBind(mount) && mount.devices.length > 0)
      .flatMap((mount) => {
        const place = closedPlace(mount.source ?? "");
        return place && !domain.types.has(place.type) ? [denied(mount, type, place)] : [];
      });
  },
};

function denied(mount: PlannedMount, domain: string, { type, canBeGiven }: ClosedPlace): Problem {
  const { source = "", destination } = mount;
  const message = `SELinux keeps ${domain} from ${pathInMessage(destination)}: by the usual policy, ${pathInMessage(source)} is of a type like ${type} on the host, so opening it or connecting to it fails with EACCES (permission denied)`;
  const disable = "Run the container with --security-opt=label=disable";
  const fix = canBeGiven && !/[./]sock(?:et)?$/.test(source) ? relabelling(source) : disable;
  return problem("selinux-mount-denied", message, { ...ownersOf(mount), fix });
}

/** The rule keeps the type when files are labelled anew; it is for a regular expression. */
function relabelling(source: string): string {
  const path = shellWord(source);
  const pattern = shellWord(`${source.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}(/.*)?`);
  return `Unless ls -Zd ${path} shows container_file_t, run semanage fcontext -a -t container_file_t ${pattern} && restorecon -R ${path}`;
}

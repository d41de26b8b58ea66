import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { isBind, ownersOf, type PlannedMount, plannedMounts } from "../mounts/planned-mounts.ts";
import { shellWord } from "../shell-word.ts";
import { containerDomains } from "./container-domains.ts";
import { processLabel } from "./label-of-container.ts";
import { closedType } from "./mounted-types.ts";
import { selinuxOn } from "./selinux-state.ts";

/** Whether SELinux lets the container's program read what devices mount, which keeps the label that it has on the host. */
export const selinuxMounts: Check = {
  name: "selinux-mounts",
  run: (subject) => {
    const { container, host } = subject;
    const type = (container && processLabel(container)?.type) ?? "";
    const domain = containerDomains.get(type);
    if (!domain || domain.uses === "all" || selinuxOn(host).state !== "enforcing") return [];
    return plannedMounts(subject)
      .filter((mount) => isBind(mount) && mount.devices.length > 0)
      .flatMap((mount) => denied(mount, type));
  },
};

function denied(mount: PlannedMount, type: string): Problem[] {
  const { source = "", destination } = mount;
  const label = closedType(source);
  if (label === undefined) return [];
  const message = `SELinux keeps ${type} from ${pathInMessage(destination)}: by the usual policy ${pathInMessage(source)} is ${label} on the host, so opening it or connecting to it fails with EACCES (permission denied)`;
  const path = shellWord(source);
  const fix = /[./]sock(?:et)?$/.test(source)
    ? "Run the container with --security-opt=label=disable"
    : `Run chcon -R -t container_file_t ${path}, unless ls -Z ${path} shows that type`;
  return [problem("selinux-mount-denied", message, { ...ownersOf(mount), fix })];
}

import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { ownersOf } from "../owners.ts";
import { cniNetworks } from "./cni-networks.ts";
import { movedInterfaces } from "./moved-interfaces.ts";

/** Whether it can be seen what CNI does with the interfaces of the host: what it is configured with has to be readable. */
export const cniFiles: Check = {
  name: "cni-files",
  run: (subject) => {
    const moved = movedInterfaces(subject);
    if (moved.length === 0) return [];
    const { faults, unseen } = cniNetworks(subject.host);
    const owners = ownersOf(...moved);
    return [
      ...unseen.map((path): Problem => {
        const message = `Cannot tell whether CNI uses the interfaces that go to the container: ${pathInMessage(path)} cannot be read`;
        return problem("unknown", message, { ...owners, path, fix: "Run as root" });
      }),
      ...faults.map(({ reason, ...place }): Problem => {
        const message = `CNI does not take the configuration ${pathInMessage(place.path)}: ${reason}; whoever comes across it gets no network`;
        return problem("cni-file-invalid", message, {
          ...owners,
          ...place,
          fix: `Mend ${pathInMessage(place.path)}, or move it out of its directory`,
        });
      }),
    ];
  },
};

import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { ociRuntime } from "../oci-runtime.ts";
import { ownersOf } from "../owners.ts";
import { type MovedInterface, movedInterfaces } from "./moved-interfaces.ts";
import { networkNamespace } from "./network-namespace.ts";

/** Whether the container has a network namespace of its own that interfaces can be moved to. */
export const sharedNamespace: Check = {
  name: "shared-namespace",
  run: (subject) => {
    const { container, runtime } = subject;
    const moved = movedInterfaces(subject);
    if (!container || networkNamespace(container) || moved.length === 0) return [];
    return moved.map((each) => (ociRuntime(runtime) === "crun" ? unsure(each) : refused(each)));
  },
};

const give = `Add {"type": "network"} to linux.namespaces in the OCI spec`;

function refused(moved: MovedInterface): Problem {
  const message = `Cannot move the network interface ${pathInMessage(moved.host)} into the container: it has no network namespace of its own, so runc fails with "unable to move network devices without a NET namespace"`;
  const fix = `${give}, or take the interface out of ${moved.writtenIn}: the container sees those of the host`;
  return problem("net-namespace-shared", message, { ...ownersOf(moved), fix });
}

function unsure(moved: MovedInterface): Problem {
  const message = `Cannot tell what crun makes of the network interface ${pathInMessage(moved.host)}: the container has no network namespace of its own to move it to`;
  return problem("unknown", message, { ...ownersOf(moved), fix: give });
}

import type { Container } from "../../oci/container.ts";
import { type Problem, problem } from "../../problems.ts";
import type { Check } from "../check.ts";
import type { DeviceKind } from "../kinds/device-kind.ts";
import { pathsInMessage } from "../kinds/paths-in-message.ts";
import { type UsedKind, usedKinds } from "../kinds/used-nodes.ts";
import { heldCapabilities } from "./held-capabilities.ts";
import { limitOf } from "./resource-limits.ts";
import { hasUserNamespace } from "./user-namespace.ts";

/** Whether the container may lock as much memory as devices that reach into it need. */
export const lockedMemory: Check = {
  name: "locked-memory",
  run: (subject) => {
    const { container } = subject;
    return container && !mayLockAll(container)
      ? usedKinds(subject).flatMap((used) => lockProblems(used, container))
      : [];
  },
};

/** What fails beyond the limit, by kind of device. */
const effects: Readonly<Partial<Record<DeviceKind, string>>> = {
  infiniband: "registering more (ibv_reg_mr) fails with ENOMEM (cannot allocate memory)",
  vfio: "mapping more of a guest for DMA (VFIO_IOMMU_MAP_DMA) fails with ENOMEM (cannot allocate memory)",
};

/** Below that no guest and hardly any program with remote memory is content. */
const usual = 1024 ** 3;

function lockProblems({ kind, nodes, devices }: UsedKind, { process }: Container): Problem[] {
  const effect = kind && effects[kind];
  if (effect === undefined) return [];
  const paths = pathsInMessage(nodes.map(({ path }) => path));
  const fix = "Run the container with --ulimit=memlock=-1:-1, or set RLIMIT_MEMLOCK in process.rlimits";
  const limit = process.rlimits.findLast(({ type }) => type === "RLIMIT_MEMLOCK");
  if (!limit) {
    const message = `Cannot tell how much memory may be locked for ${paths}: the OCI spec sets no RLIMIT_MEMLOCK, so that of the runtime counts, often 8 MiB; ${effect}`;
    return [problem("unknown", message, { devices, fix })];
  }
  if (limitOf(limit.soft) >= usual) return [];
  const message = `Only ${limit.soft} bytes of memory may be locked for ${paths}: ${effect}`;
  return [problem("memlock-low", message, { devices, fix })];
}

/** The kernel asks for the capability of the host, which a user namespace does not give. */
function mayLockAll(container: Container): boolean {
  return heldCapabilities(container.process).has("CAP_IPC_LOCK") && !hasUserNamespace(container);
}

import type { HostTree } from "../../host/host-tree.ts";
import { sysfsText } from "../../host/sysfs-value.ts";
import { type Problem, problem } from "../../problems.ts";
import type { Hca } from "./hca.ts";

/** The GUID of a device; undefined for a virtual function that has not been given one, and says zero. */
export function nodeGuid(host: HostTree, { name }: Pick<Hca, "name">): string | undefined {
  const guid = sysfsText(host, `/sys/class/infiniband/${name}/node_guid`);
  return guid !== noGuid && /^[0-9a-f]{4}(?::[0-9a-f]{4}){3}$/.test(guid ?? "") ? guid : undefined;
}

const noGuid = "0000:0000:0000:0000";

/** Devices without a GUID work for verbs alone, and by no fault of what is generated. */
export function guidProblems(host: HostTree, hcas: readonly Hca[]): readonly Problem[] {
  return hcas
    .map(({ name }) => ({ name, path: `/sys/class/infiniband/${name}/node_guid` }))
    .filter(({ path }) => sysfsText(host, path) === noGuid)
    .map(({ name, path }) => {
      const message = `RDMA device ${name} has no GUID, so peers cannot find it; give it one and bind its driver again`;
      return problem("odd-device", message, { path });
    });
}

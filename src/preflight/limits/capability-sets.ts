import { type Problem, problem } from "../../problems.ts";
import type { Check } from "../check.ts";
import { callerOn } from "./caller.ts";
import { capabilityNumber } from "./capability-numbers.ts";
import { type CapabilitySets, unavailable } from "./unavailable-capabilities.ts";

/** Whether a runtime can give the capabilities that the OCI spec lists. */
export const capabilitySets: Check = {
  name: "capability-sets",
  run: ({ container, host }) => {
    const sets = container?.process.capabilities;
    return sets ? [...broken(sets), ...unavailable(sets, callerOn(host))] : [];
  },
};

/** The kernel takes no set that goes beyond the one it is drawn from. */
const within = [
  ["effective", "permitted"],
  ["inheritable", "bounding"],
] as const;

function broken(sets: CapabilitySets): Problem[] {
  return within.flatMap(([set, whole]) => {
    const known = new Set(sets[whole]);
    const more = sets[set].filter((name) => capabilityNumber(name) !== undefined && !known.has(name));
    if (more.length === 0) return [];
    const names = more.join(", ");
    const message = `The container cannot start: ${names} in process.capabilities.${set} is not in ${whole}, so runtimes fail with "operation not permitted"`;
    return [problem("capabilities-refused", message, { fix: `Add ${names} to process.capabilities.${whole}` })];
  });
}

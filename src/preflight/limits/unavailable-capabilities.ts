import type { ContainerProcess } from "../../oci/container.ts";
import { type Problem, problem } from "../../problems.ts";
import type { Caller } from "./caller.ts";
import { capabilityNumber } from "./capability-numbers.ts";

export type CapabilitySets = NonNullable<ContainerProcess["capabilities"]>;

/** What a caller cannot give, for root itself does not have all of them in a container or on a confined machine. */
export function unavailable(sets: CapabilitySets, caller: Caller | undefined): Problem[] {
  if (!caller?.isRoot) return [];
  const wanted = new Set([...sets.permitted, ...sets.effective, ...sets.inheritable]);
  const lacking = [...wanted].filter((name) => {
    const number = capabilityNumber(name);
    return number !== undefined && number <= caller.lastCapability && !caller.hasCapability(number);
  });
  if (lacking.length === 0) return [];
  const names = lacking.join(", ");
  const message = `A runtime started from here cannot give ${names}: root itself has not got it here, so the runtime fails with "operation not permitted"`;
  const fix = `Take ${names} out of process.capabilities, or start the container where root has it`;
  return [problem("capabilities-may-be-refused", message, { fix })];
}

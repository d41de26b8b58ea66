import type { ContainerProcess } from "../../oci/container.ts";
import { type Problem, problem } from "../../problems.ts";
import type { Caller } from "./caller.ts";
import { limitInMessage, limitOf } from "./resource-limits.ts";

/** Only who has this capability, CAP_SYS_RESOURCE, may raise a hard limit. */
const sysResource = 24;

/** Whether a runtime started by a caller could not set a limit, being above the caller's own. */
export function raised({ type, hard }: ContainerProcess["rlimits"][number], caller: Caller | undefined): Problem[] {
  const own = caller?.limits.get(type);
  if (!caller?.isRoot || caller.hasCapability(sysResource) || own === undefined || limitOf(hard) <= own) return [];
  const message = `A runtime started from here cannot set ${type} to ${limitInMessage(hard)}: the limit here is ${limitInMessage(own)}, and root has not CAP_SYS_RESOURCE to raise it, so the runtime fails with "operation not permitted"`;
  return [problem("rlimit-may-be-refused", message, { fix: `Set ${type} to ${limitInMessage(own)} at most` })];
}

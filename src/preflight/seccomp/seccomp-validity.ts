import { type Problem, problem } from "../../problems.ts";
import type { Check } from "../check.ts";
import { mayBeCrun, ociRuntime } from "../oci-runtime.ts";
import type { RuntimeVersion } from "../runtime-version.ts";
import { certainty } from "../version-certainty.ts";
import type { ProfileFault } from "./profile-faults.ts";
import { seccompOf } from "./seccomp-reading.ts";

/** Whether a runtime can set up the container's seccomp filter. */
export const seccompValidity: Check = {
  name: "seccomp-validity",
  run: (subject) => seccompOf(subject).faults.flatMap((fault) => judged(fault, subject.runtime)),
};

function judged(fault: ProfileFault, runtime: RuntimeVersion | undefined): Problem[] {
  const { state, runc, runcSince, crun, fix } = fault;
  if (ociRuntime(runtime) === "crun") return crun === undefined ? [] : [refused("crun", state, crun, fix)];
  if (runc === undefined) {
    return crun !== undefined && mayBeCrun(runtime) ? [doubtful(`${state}: crun fails with "${crun}"`, fix)] : [];
  }
  if (!runcSince) return [refused("runc", state, runc, fix)];
  const version = runtime?.name === "runc" ? runtime.version : [];
  const knows = certainty(version, runcSince);
  if (knows === "yes") return [];
  if (knows === "no") return [refused("runc", state, runc, fix)];
  return [doubtful(`${state}: runc before ${runcSince.join(".")} fails with "${runc}"`, fix)];
}

function refused(runtime: string, state: string, error: string, fix: string): Problem {
  const message = `The container cannot start, for ${runtime} cannot use linux.seccomp: ${state}, so it fails with "${error}"`;
  return problem("seccomp-invalid", message, { fix });
}

function doubtful(state: string, fix: string): Problem {
  return problem("seccomp-doubtful", `Not every runtime can use linux.seccomp: ${state}`, { fix });
}

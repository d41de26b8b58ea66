import { type Problem, problem } from "../../problems.ts";
import type { Check } from "../check.ts";
import { pathsInMessage } from "../kinds/paths-in-message.ts";
import { type UsedKind, usedKinds } from "../kinds/used-nodes.ts";
import { type DeviceCall, deviceCalls, unknownUse } from "./device-calls.ts";
import { denialOf, outcomesOf } from "./evaluate.ts";
import { outcomeText } from "./outcome-text.ts";
import type { SeccompProfile } from "./seccomp-profile.ts";
import { seccompOf } from "./seccomp-reading.ts";
import { isDenial } from "./seccomp-words.ts";

/** Whether the container's seccomp filter lets through the system calls by which its devices are used. */
export const seccompCalls: Check = {
  name: "seccomp-calls",
  run: (subject) => {
    const { profile } = seccompOf(subject);
    return profile ? usedKinds(subject).flatMap((used) => denied(used, profile)) : [];
  },
};

function denied(used: UsedKind, profile: SeccompProfile): Problem[] {
  const { kind } = used;
  if (kind === undefined) return callDenied(used, unknownUse, profile);
  return deviceCalls.filter(({ kinds }) => kinds.includes(kind)).flatMap((call) => callDenied(used, call, profile));
}

function callDenied({ nodes, devices }: UsedKind, need: DeviceCall, profile: SeccompProfile): Problem[] {
  const { call, purpose, isEssential, capability } = need;
  const outcomes = outcomesOf(profile, call);
  const denial = denialOf(outcomes);
  const outcome = outcomes.find(({ action }) => isDenial(action));
  if (!outcome) return [];
  const isCertain = denial === "certain" && isEssential;
  const paths = pathsInMessage(nodes.map(({ path }) => path));
  const message = `The seccomp profile ${denial === "certain" ? "denies" : "may deny"} ${call.name} (${purpose}) to users of ${paths}: it ${outcomeText(outcome)}`;
  const way =
    capability === undefined
      ? ""
      : `, or run the container with --cap-add=${capability.replace("CAP_", "")} where the engine's profile allows it then`;
  const place = { devices, fix: `Allow ${call.name} in the seccomp profile${way}` };
  return [problem(isCertain ? "seccomp-denies" : "seccomp-may-deny", message, place)];
}

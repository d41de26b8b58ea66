import { escapeControls } from "../../cdi/quote.ts";
import { misshapenField } from "./profile-shape.ts";
import type { SeccompOutcome } from "./seccomp-profile.ts";
import { bigEndian, type SeccompAction, seccompArchitectures, seccompFlags } from "./seccomp-words.ts";

/** Why runtimes cannot use a profile. */
export interface ProfileFault {
  /** What is wrong, as a sentence. */
  readonly state: string;
  /** What runc says; undefined where it takes it. */
  readonly runc: string | undefined;
  /** The first version of runc that takes it. */
  readonly runcSince?: readonly number[];
  /** What crun says; undefined where it takes it. */
  readonly crun: string | undefined;
  readonly fix: string;
}

/** Told of a fault; the same one more than once is one. */
export type Report = (fault: ProfileFault) => void;

/** libseccomp takes no error number from here on, of the 16 bits that runtimes leave of it. */
const tooHigh = 4095;

export function shapeFaults(profile: unknown): ProfileFault[] {
  const found = misshapenField(profile);
  if (!found) return [];
  const { field, due } = found;
  const runc = "json: cannot unmarshal";
  return [{ state: `${field} is not ${due}`, runc, crun: undefined, fix: `Make ${field} ${due}` }];
}

export function actionFault(text: string, what: string): ProfileFault {
  const shown = escapeControls(text);
  return {
    state: text === "" ? `${what} is missing` : `${what} is ${shown}, which there is not`,
    runc: `string ${shown} is not a valid action for seccomp`,
    crun: text === "" ? "Required field" : `invalid seccomp action ${shown}`,
    fix: `Write an action such as SCMP_ACT_ALLOW or SCMP_ACT_ERRNO for ${what}`,
  };
}

export function needlessErrno(action: SeccompAction, what: string): ProfileFault {
  return {
    state: `an error number goes with ${what}, ${action}, which makes no error`,
    runc: undefined,
    crun: `errno value specified for action ${action}`,
    fix: `Take the error number of ${what} out of linux.seccomp`,
  };
}

export function errnoFaults({ action, errno }: SeccompOutcome, what: string): ProfileFault[] {
  if (action !== "SCMP_ACT_ERRNO" || errno < tooHigh) return [];
  const state = `the error number of ${what} is ${errno}, and there are none so high`;
  const fix = `Write an error number below ${tooHigh} for ${what}`;
  return [{ state, runc: "unable to init seccomp", crun: "seccomp", fix }];
}

export function architectureFaults(name: string): ProfileFault[] {
  const since = seccompArchitectures.get(name);
  if (since?.length === 0) return [];
  const shown = escapeControls(name);
  const runc = `string ${shown} is not a valid arch for seccomp`;
  const fix = `Take ${shown} out of linux.seccomp.architectures`;
  const isKnownToCrun = seccompArchitectures.has(`SCMP_ARCH_${name.toUpperCase()}`);
  return since
    ? [{ state: `it has the architecture ${shown}`, runc, runcSince: since, crun: undefined, fix }]
    : [
        {
          state: `there is no architecture ${shown}`,
          runc,
          crun: isKnownToCrun ? undefined : "seccomp unknown architecture",
          fix,
        },
      ];
}

/** No filter is for both ways of putting bytes in order, and one always is for that of the machine. */
export function orderFaults(names: readonly string[]): ProfileFault[] {
  const known = names.filter((name) => seccompArchitectures.has(name));
  const big = known.find((name) => bigEndian.has(name));
  const little = known.find((name) => !bigEndian.has(name));
  if (big === undefined || little === undefined) return [];
  const state = `${big} and ${little} put bytes in another order, and no filter can be made for both`;
  const error = "numerical argument out of domain";
  const fix = "Leave only those of the machine in linux.seccomp.architectures";
  return [{ state, runc: error, crun: error, fix }];
}

export function flagFault(name: string): ProfileFault {
  const shown = escapeControls(name);
  const since = seccompFlags.get(name);
  const fix = `Take ${shown} out of linux.seccomp.flags`;
  return since
    ? {
        state: `it has the flag ${shown}`,
        runc: "seccomp flags are not yet supported by runc",
        runcSince: since,
        crun: undefined,
        fix,
      }
    : { state: `there is no flag ${shown}`, runc: "seccomp flag", crun: `unknown seccomp option ${shown}`, fix };
}

export const withoutAnything: ProfileFault = {
  state: "it has no defaultAction",
  runc: undefined,
  crun: "Required field 'defaultAction' not present",
  fix: "Add a defaultAction to linux.seccomp, or take linux.seccomp out",
};

export const notifiesOfAll: ProfileFault = {
  state: "the default action is SCMP_ACT_NOTIFY",
  runc: "SCMP_ACT_NOTIFY cannot be used as default action",
  crun: "segmentation fault",
  fix: "Write another default action in linux.seccomp",
};

export const notifiesNobody: ProfileFault = {
  state: "it uses SCMP_ACT_NOTIFY and names nobody to notify",
  runc: "listenerPath is not set",
  crun: undefined,
  fix: "Set linux.seccomp.listenerPath",
};

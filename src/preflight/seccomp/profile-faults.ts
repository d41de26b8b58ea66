import { escapeControls } from "../../cdi/quote.ts";
import { misshapenField } from "./profile-shape.ts";
import { hasErrno, type SeccompAction, seccompArchitectures, seccompFlags } from "./seccomp-words.ts";

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

/** libseccomp takes no error number from here on. */
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
    crun: text === "" ? "required field not present" : `invalid seccomp action ${shown}`,
    fix: `Write an action such as SCMP_ACT_ALLOW or SCMP_ACT_ERRNO for ${what}`,
  };
}

export function errnoFaults(action: SeccompAction, errno: number | undefined, what: string): ProfileFault[] {
  if (errno === undefined) return [];
  if (!hasErrno(action)) {
    const state = `an error number goes with ${what}, ${action}, which makes no error`;
    const crun = `errno value specified for action ${action}`;
    return [{ state, runc: undefined, crun, fix: `Take the error number of ${what} out of linux.seccomp` }];
  }
  if (errno < tooHigh) return [];
  const state = `the error number of ${what} is ${errno}, and there are none so high`;
  const fix = `Write an error number below ${tooHigh} for ${what}`;
  return [{ state, runc: "unable to init seccomp", crun: "invalid argument", fix }];
}

export function architectureFaults(name: string): ProfileFault[] {
  if (seccompArchitectures.has(name)) return [];
  const shown = escapeControls(name);
  return [
    {
      state: `there is no architecture ${shown}`,
      runc: `string ${shown} is not a valid arch for seccomp`,
      crun: "seccomp unknown architecture",
      fix: `Take ${shown} out of linux.seccomp.architectures`,
    },
  ];
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

export function operatorFault(text: string, name: string): ProfileFault {
  const shown = escapeControls(text);
  return {
    state: `an argument of ${name} is compared by ${shown === "" ? '""' : shown}, which there is not`,
    runc: `string ${shown} is not a valid operator for seccomp`,
    crun: "get_seccomp_operator",
    fix: `Write an operator such as SCMP_CMP_EQ for ${name}`,
  };
}

export function indexFault(index: number, name: string): ProfileFault {
  return {
    state: `${name} is asked for the argument with the index ${index}, and system calls have six`,
    runc: "syscalls only have up to 6 arguments",
    crun: "invalid seccomp index",
    fix: `Write an index from 0 to 5 for ${name}`,
  };
}

export const withoutAnything: ProfileFault = {
  state: "it has no defaultAction",
  runc: undefined,
  crun: "Required field 'defaultAction' not present",
  fix: "Add a defaultAction to linux.seccomp, or take linux.seccomp out",
};

export const withoutNames: ProfileFault = {
  state: "an entry of syscalls has no names",
  runc: undefined,
  crun: "Required field 'names' not present",
  fix: "Add names to the entry of linux.seccomp.syscalls, or take it out",
};

export const notifiesOfAll: ProfileFault = {
  state: "the default action is SCMP_ACT_NOTIFY",
  runc: "SCMP_ACT_NOTIFY cannot be used as default action",
  crun: "segmentation fault",
  fix: "Write another default action in linux.seccomp",
};

export const notifiesOfWrite: ProfileFault = {
  state: "the action of write is SCMP_ACT_NOTIFY",
  runc: "SCMP_ACT_NOTIFY cannot be used for the write syscall",
  crun: "a write that nobody answers",
  fix: "Write another action for write in linux.seccomp",
};

export const notifiesNobody: ProfileFault = {
  state: "it uses SCMP_ACT_NOTIFY and names nobody to notify",
  runc: "listenerPath is not set",
  crun: undefined,
  fix: "Set linux.seccomp.listenerPath",
};

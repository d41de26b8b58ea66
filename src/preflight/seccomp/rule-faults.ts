import { escapeControls } from "../../cdi/quote.ts";
import type { ProfileFault } from "./profile-faults.ts";

export const withoutNames: ProfileFault = {
  state: "an entry of syscalls has no names",
  runc: undefined,
  crun: "Required field 'names' not present",
  fix: "Add names to the entry of linux.seccomp.syscalls, or take it out",
};

export const emptyName: ProfileFault = {
  state: "an entry of syscalls has an empty name",
  runc: "empty string is not a valid syscall",
  crun: undefined,
  fix: "Take the empty name out of linux.seccomp.syscalls",
};

/** crun looks at the operators of those rules alone that it makes, but misses one that is not there in all. */
export function operatorFault(text: string, name: string, isMade: boolean): ProfileFault {
  const shown = escapeControls(text);
  const unknown = isMade ? "get_seccomp_operator" : undefined;
  return {
    state: `an argument of ${name} is compared by ${shown === "" ? '""' : shown}, which there is not`,
    runc: `string ${shown} is not a valid operator for seccomp`,
    crun: text === "" ? "Required field 'op' not present" : unknown,
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

export const notifiesOfWrite: ProfileFault = {
  state: "the action of write is SCMP_ACT_NOTIFY",
  runc: "SCMP_ACT_NOTIFY cannot be used for the write syscall",
  crun: "a write that nobody answers",
  fix: "Write another action for write in linux.seccomp",
};

export function contradiction(name: string): ProfileFault {
  const shown = escapeControls(name);
  return {
    state: `two entries for ${shown} have the same args, but another action or error number`,
    runc: "error adding seccomp rule: file exists",
    crun: "seccomp_rule_add_array: File exists",
    fix: `Take one of the entries for ${shown} out of linux.seccomp.syscalls`,
  };
}

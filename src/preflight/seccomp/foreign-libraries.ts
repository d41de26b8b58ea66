import { problem } from "../../problems.ts";
import type { Check } from "../check.ts";
import { pathsInMessage } from "../kinds/paths-in-message.ts";
import { devicesOf } from "../owners.ts";
import { denialOf, outcomesOf } from "./evaluate.ts";
import { seccompOf } from "./seccomp-reading.ts";

/** Whether the seccomp filter is made for programs of 32 bits too, where devices bring libraries for them. */
export const foreignLibraries: Check = {
  name: "foreign-libraries",
  run: (subject) => {
    const { profile } = seccompOf(subject);
    const mounts = subject.edits.mounts.filter(({ edit }) =>
      /\/(?:i[3-6]86-linux-gnu|lib32)\//.test(edit.containerPath),
    );
    if (!profile || mounts.length === 0) return [];
    if (denialOf(outcomesOf(profile, { name: "execve" }, "SCMP_ARCH_X86")) !== "certain") return [];
    const paths = pathsInMessage(mounts.map(({ edit }) => edit.containerPath));
    const message = `The seccomp profile is not made for programs of 32 bits, which ${paths} would serve: their first system call ends them with SIGSYS (bad system call)`;
    const devices = devicesOf(mounts);
    return [problem("seccomp-may-deny", message, { devices, fix: "Add SCMP_ARCH_X86 to linux.seccomp.architectures" })];
  },
};

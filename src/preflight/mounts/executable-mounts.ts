import { basename, dirname } from "node:path";
import { lookInside } from "../../host/look-inside.ts";
import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { ociRuntime } from "../oci-runtime.ts";
import { ownersOf } from "../owners.ts";
import type { Subject } from "../subject.ts";
import { isBind, type PlannedMount, plannedMounts } from "./planned-mounts.ts";

/** Whether libraries and programs that devices mount can be run: `noexec` keeps a file from being mapped as code. */
export const executableMounts: Check = {
  name: "executable-mounts",
  run: (subject) => plannedMounts(subject).flatMap((mount) => executionProblems(mount, subject)),
};

function executionProblems(mount: PlannedMount, subject: Subject): Problem[] {
  if (mount.devices.length === 0 || !isBind(mount) || !isNoexec(mount, subject)) return [];
  const failure = failures.find(({ applies }) => applies(mount, subject));
  if (!failure) return [];
  const { source = "", destination, writtenIn } = mount;
  const message = `Cannot run ${pathInMessage(source)} at ${pathInMessage(destination)}: it is mounted noexec, so ${failure.effect}`;
  return [
    problem("mount-noexec", message, { ...ownersOf(mount), fix: `Take noexec out of its options in ${writtenIn}` }),
  ];
}

/** crun lets no word undo one before it. */
export function isNoexec({ options }: PlannedMount, { runtime }: Subject): boolean {
  if (ociRuntime(runtime) === "crun") return options.includes("noexec");
  return options.findLast((option) => option === "noexec" || option === "exec") === "noexec";
}

interface Failure {
  readonly effect: string;
  readonly applies: (mount: PlannedMount, subject: Subject) => boolean;
}

const failures: readonly Failure[] = [
  {
    effect: "whoever loads the library fails with EPERM (failed to map segment from shared object)",
    applies: ({ destination }) => /\.so(?:\.|$)/.test(basename(destination)),
  },
  {
    effect: "whoever starts it fails with EACCES (permission denied)",
    applies: ({ source = "", destination }, { host }) => {
      if (!/^s?bin$/.test(basename(dirname(destination)))) return false;
      const stats = lookInside(host, source);
      return stats?.isFile() === true && (stats.mode & 0o111) !== 0;
    },
  },
];

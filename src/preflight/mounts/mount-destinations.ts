import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { ociRuntime } from "../oci-runtime.ts";
import { ownersOf } from "../owners.ts";
import type { Subject } from "../subject.ts";
import { placesIn } from "./container-paths.ts";
import { cannotMount, isBind, type PlannedMount, plannedMounts } from "./planned-mounts.ts";
import { presence } from "./presence.ts";

/** Whether runtimes mount anything at the places that are asked for. */
export const mountDestinations: Check = {
  name: "mount-destinations",
  run: (subject) => plannedMounts(subject).flatMap((mount) => destinationProblems(mount, subject)),
};

function destinationProblems(mount: PlannedMount, subject: Subject): Problem[] {
  const { path } = placesIn(subject)(mount.destination);
  const state = rows.find(({ applies }) => applies(path, mount, subject))?.state;
  return [...relative(mount, path), ...(state === undefined ? [] : [forbidden(mount, state)])];
}

interface Row {
  readonly state: string;
  readonly applies: (path: string, mount: PlannedMount, subject: Subject) => boolean;
}

/** What runc lets be mounted over procfs. */
const replaceable: ReadonlySet<string> = new Set(
  [
    "cpuinfo",
    "diskstats",
    "meminfo",
    "stat",
    "swaps",
    "uptime",
    "loadavg",
    "slabinfo",
    "net/dev",
    "sys/kernel/ns_last_pid",
    "sys/crypto/fips_enabled",
  ].map((name) => `/proc/${name}`),
);

const rows: readonly Row[] = [
  {
    state: "no runtime mounts anything over the root of a container",
    applies: (path) => path === "/",
  },
  {
    state: 'runc refuses what "is not of type proc"',
    applies: (path, mount, { runtime }) => path === "/proc" && !isProc(mount) && ociRuntime(runtime) === "runc",
  },
  {
    state: 'runc refuses what "is inside /proc"',
    applies: (path, _, { runtime }) =>
      path.startsWith("/proc/") && !replaceable.has(path) && ociRuntime(runtime) === "runc",
  },
  {
    state: 'procfs has no such entry, so crun fails with "no such file or directory"',
    applies: (path, _, { runtime, host }) =>
      path.startsWith("/proc/") && ociRuntime(runtime) === "crun" && presence(host, path) === "nothing",
  },
];

function isProc(mount: PlannedMount): boolean {
  return isBind(mount) ? mount.source === "/proc" : mount.type === "proc";
}

function forbidden(mount: PlannedMount, state: string): Problem {
  const fix = `Give it another place in the container in ${mount.writtenIn}`;
  return problem("mount-point-forbidden", `${cannotMount(mount)}: ${state}`, { ...ownersOf(mount), fix });
}

function relative(mount: PlannedMount, path: string): Problem[] {
  if (mount.destination.startsWith("/")) return [];
  const message = `${cannotMount(mount)} for long: the destination is relative, which runtimes take from / and runc will refuse`;
  const fix = `Write ${pathInMessage(path)} in ${mount.writtenIn}`;
  return [problem("mount-destination-relative", message, { ...ownersOf(mount), fix })];
}

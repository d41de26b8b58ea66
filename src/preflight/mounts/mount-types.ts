import { shellWord } from "../../cdi/shell-word.ts";
import type { HostTree } from "../../host/host-tree.ts";
import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { ociRuntime } from "../oci-runtime.ts";
import { oncePer } from "../once-per.ts";
import { ownersOf } from "../owners.ts";
import type { Subject } from "../subject.ts";
import { cannotMount, isBind, type PlannedMount, plannedMounts } from "./planned-mounts.ts";

/** Whether the kernel has the file system that a mount names, where it is no bind mount. */
export const mountTypes: Check = {
  name: "mount-types",
  run: (subject) => plannedMounts(subject).flatMap((mount) => (isBind(mount) ? [] : typeProblems(mount, subject))),
};

/** These mean a bind mount to people, and nothing to the kernel. */
const meantAsBind: ReadonlySet<string> = new Set(["", "none", "any", "bind", "rbind"]);

/** What runtimes mount by ways of their own, or every kernel has. */
const always: ReadonlySet<string> = new Set("proc sysfs tmpfs devpts mqueue cgroup cgroup2 ramfs".split(" "));

function typeProblems(mount: PlannedMount, { host, runtime }: Subject): Problem[] {
  const { type = "", writtenIn } = mount;
  if (meantAsBind.has(type)) {
    const says = type === "" && ociRuntime(runtime) === "crun" ? "invalid mount type" : "no such device";
    const message = `${cannotMount(mount)}: it has neither the option bind nor rbind, so ${ociRuntime(runtime)} fails with "${says}"`;
    const fix = `Add bind to its options in ${writtenIn}`;
    return [problem("mount-without-bind", message, { ...ownersOf(mount), fix })];
  }
  if (always.has(type)) return [];
  const shown = pathInMessage(type);
  const types = fileSystems(host);
  if (!types) {
    const message = `Cannot tell whether the kernel has the file system ${shown}: no /proc/filesystems`;
    return [problem("unknown", message, { ...ownersOf(mount), fix: "Run where the host's /proc is mounted" })];
  }
  if (types.has(type)) return [];
  const message = `${cannotMount(mount)}: the kernel has not loaded the file system ${shown}; where it cannot, runtimes fail with "no such device"`;
  return [problem("file-system-not-loaded", message, { ...ownersOf(mount), fix: `Run modprobe ${shellWord(type)}` })];
}

/** Those of the running kernel; undefined where that is not told. */
const fileSystems = oncePer((host: HostTree): ReadonlySet<string> | undefined => {
  const text = host.readText("/proc/filesystems");
  return text === undefined ? undefined : new Set(text.split("\n").map((line) => line.split("\t").at(-1) ?? ""));
});

import type { Container } from "../../oci/container.ts";
import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { ociRuntime } from "../oci-runtime.ts";
import type { Subject } from "../subject.ts";
import { containerDomains } from "./container-domains.ts";
import { mountLabel, processLabel } from "./label-of-container.ts";
import { dominates, parseSelinuxLabel } from "./selinux-label.ts";
import { selinuxOn } from "./selinux-state.ts";

/** Whether the SELinux labels of the container are labels, can be given to it, and go together. */
export const selinuxLabels: Check = {
  name: "selinux-labels",
  run: (subject) => {
    const { container, host } = subject;
    if (!container) return [];
    const { state } = selinuxOn(host);
    const given = givenLabels(container);
    if (state === "off") return given.flatMap((label) => whileOff(label, subject));
    return [...given.flatMap(malformed), ...(state === "unseen" ? given.map(notSeen) : []), ...apart(container)];
  },
};

interface GivenLabel {
  readonly field: "process.selinuxLabel" | "linux.mountLabel";
  readonly text: string;
}

function givenLabels({ process, linux }: Container): GivenLabel[] {
  const both: [GivenLabel["field"], string | undefined][] = [
    ["process.selinuxLabel", process.selinuxLabel],
    ["linux.mountLabel", linux.mountLabel],
  ];
  return both.flatMap(([field, text = ""]) => (text === "" ? [] : [{ field, text }]));
}

const sayings = {
  "process.selinuxLabel": {
    runc: 'runc fails with "selinux label is specified in config, but selinux is disabled or not supported"',
    crun: 'crun fails with "write to /proc/self/attr/keycreate: Invalid argument"',
  },
  "linux.mountLabel": { runc: 'runc fails to mount a tmpfs with "invalid argument"', crun: undefined },
} as const;

function whileOff({ field, text }: GivenLabel, { runtime }: Subject): Problem[] {
  const said = sayings[field][ociRuntime(runtime)];
  if (said === undefined) return [];
  const message = `The container cannot start with ${field} ${pathInMessage(text)}: SELinux is off on the host, so ${said}`;
  const fix = `Take ${field} out of the OCI spec, as engines do with --security-opt=label=disable`;
  return [problem("selinux-off", message, { fix })];
}

function malformed({ field, text }: GivenLabel): Problem[] {
  const label = parseSelinuxLabel(text);
  if (!("fault" in label)) return [];
  const message = `The container cannot start: ${field} ${pathInMessage(text)} is no SELinux label, for ${label.fault}, so the kernel refuses it with "invalid argument"`;
  const example = field === "linux.mountLabel" ? "object_r:container_file_t" : "system_r:container_t";
  return [problem("selinux-label-invalid", message, { fix: `Write it like system_u:${example}:s0:c1,c2` })];
}

function notSeen({ field, text }: GivenLabel): Problem {
  const message = `Cannot tell whether ${field} ${pathInMessage(text)} can be used: neither /sys/fs/selinux nor /proc/filesystems can be read`;
  return problem("unknown", message, { fix: "Run where the host's /sys and /proc are mounted" });
}

/** Only domains of the table are known to go by categories. */
function apart(container: Container): Problem[] {
  const process = processLabel(container);
  const files = mountLabel(container);
  if (!process?.range || !files?.range || containerDomains.get(process.type)?.isApart !== true) return [];
  if (dominates(process.range.high, files.range.low)) return [];
  const message = `The container cannot get at its own files: process.selinuxLabel has not all the categories of linux.mountLabel, so opening anything fails with EACCES (permission denied)`;
  return [problem("selinux-level-mismatch", message, { fix: "Give both labels the same level" })];
}

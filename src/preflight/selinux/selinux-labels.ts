import type { Container } from "../../oci/container.ts";
import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { ociRuntime } from "../oci-runtime.ts";
import type { Subject } from "../subject.ts";
import { containerDomains } from "./container-domains.ts";
import { failureByLabel } from "./failure-by-label.ts";
import { type GivenLabel, givenLabels, mountLabel, processLabel } from "./label-of-container.ts";
import { dominates, parseSelinuxLabel } from "./selinux-label.ts";
import { type Selinux, selinuxOn } from "./selinux-state.ts";

/** Whether the SELinux labels of the container are labels, can be given to it, and go together. */
export const selinuxLabels: Check = {
  name: "selinux-labels",
  run: (subject) => {
    const { container, host } = subject;
    if (!container) return [];
    const selinux = selinuxOn(host);
    const given = givenLabels(container);
    if (selinux.state === "off" || selinux.state === "without policy") {
      return given.flatMap((label) => whileOff(label, container, selinux, subject));
    }
    return [
      ...given.flatMap((label) => faulty(label, selinux)),
      ...(selinux.state === "permissive" ? [] : apart(container)),
    ];
  },
};

function whileOff(
  { field, text }: GivenLabel,
  container: Container,
  { state }: Selinux,
  { runtime }: Subject,
): Problem[] {
  const failure = failureByLabel(field, ociRuntime(runtime), container, state === "off");
  if (failure === undefined) return [];
  const where = state === "off" ? "is off on the host" : "has no policy on the host, which counts as off";
  const message = `The container cannot start with ${field} ${shown(text)}: SELinux ${where}, so ${failure}`;
  const fix = `Take ${field} out of the OCI spec, as engines do with --security-opt=label=disable`;
  return [problem("selinux-off", message, { fix })];
}

/** Where SELinux is off after all, no runtime can give a process any label, while crun passes over those of mounts. */
function faulty({ field, text }: GivenLabel, selinux: Selinux): Problem[] {
  const fault = faultOf(text, selinux);
  if (selinux.state === "unseen" && (fault === undefined || field === "linux.mountLabel")) {
    return [notSeen({ field, text })];
  }
  if (fault === undefined) return [];
  const message = `The container cannot start: ${field} ${shown(text)} is no SELinux label, for ${fault}, so the kernel refuses it with "invalid argument"`;
  const example = field === "linux.mountLabel" ? "object_r:container_file_t" : "system_r:container_t";
  const level = selinux.hasLevels === false ? "" : ":s0:c1,c2";
  return [problem("selinux-label-invalid", message, { fix: `Write it like system_u:${example}${level}` })];
}

/** The kernel takes a label with a level where its policy has levels, and no other. */
function faultOf(text: string, { hasLevels }: Selinux): string | undefined {
  const label = parseSelinuxLabel(text);
  if ("fault" in label) return label.fault;
  if (hasLevels === true && !label.range) return "it has no level, and labels of the host's policy have one";
  if (hasLevels === false && label.range) return "it has a level, and labels of the host's policy have none";
  return undefined;
}

function notSeen({ field, text }: GivenLabel): Problem {
  const message = `Cannot tell whether ${field} ${shown(text)} can be used: neither /sys/fs/selinux nor what else tells of SELinux can be read`;
  return problem("unknown", message, { fix: "Run where the host's /sys and /proc are mounted" });
}

/** So much of a label stands in a message: one that is longer is hardly any. */
const longest = 200;

function shown(text: string): string {
  return pathInMessage(text.length > longest ? `${text.slice(0, longest)}...` : text);
}

/** Only domains of the table are known to go by categories: by those of the upper end of a range, on both sides. */
function apart(container: Container): Problem[] {
  const process = processLabel(container);
  const files = mountLabel(container);
  const domain = process && containerDomains.get(process.type);
  if (!process?.range || !files?.range || !domain || domain.hostNodes === "use") return [];
  if (dominates(process.range.high, files.range.high)) return [];
  const message = `SELinux keeps ${process.type} from the container's own files: process.selinuxLabel has not all the categories of linux.mountLabel, so opening them fails with EACCES (permission denied)`;
  return [problem("selinux-level-mismatch", message, { fix: "Give both labels the same level" })];
}

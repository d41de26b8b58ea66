import { escapeControls } from "../../cdi/quote.ts";
import type { ContainerProcess } from "../../oci/container.ts";
import { isUnsigned } from "../../oci/json-reading.ts";
import { type Problem, problem } from "../../problems.ts";
import type { Check } from "../check.ts";
import { type OciRuntime, ociRuntime } from "../oci-runtime.ts";
import type { Subject } from "../subject.ts";
import { callerOn } from "./caller.ts";
import { raised } from "./raised-limit.ts";
import { limitInMessage, limitOf, resourceLimits } from "./resource-limits.ts";

/** Whether a runtime can set the limits that the OCI spec lists. */
export const processRlimits: Check = {
  name: "process-rlimits",
  run: (subject) => (subject.container?.process.rlimits ?? []).flatMap((limit) => limitProblems(limit, subject)),
};

type Rlimit = ContainerProcess["rlimits"][number];

const names = resourceLimits.map(({ name }) => name);

function limitProblems(limit: Rlimit, subject: Subject): Problem[] {
  const { type, hard, soft } = limit;
  const shown = escapeControls(type);
  if (!names.includes(type)) {
    const message = `The container cannot start: there is no limit ${shown === "" ? '""' : shown}, so runc fails with "wrong rlimit value", crun with "invalid rlimit"`;
    return [problem("rlimit-invalid", message, { fix: meant(type) })];
  }
  if (!isUnsigned(hard) || !isUnsigned(soft)) return unusable(limit, ociRuntime(subject.runtime));
  if (soft > hard) {
    const message = `The container cannot start: the soft limit of ${type} is ${limitInMessage(soft)}, above the hard one of ${limitInMessage(hard)}, so runtimes fail with "invalid argument"`;
    return [problem("rlimit-refused", message, { fix: `Set soft of ${type} to ${limitInMessage(hard)} at most` })];
  }
  const most = type === "RLIMIT_NOFILE" ? numberIn(subject.host.readText("/proc/sys/fs/nr_open")) : undefined;
  if (most !== undefined && limitOf(hard) > most) {
    const message = `The container cannot start: RLIMIT_NOFILE is ${limitInMessage(hard)}, above fs.nr_open of ${most}, so runtimes fail with "operation not permitted" even as root`;
    const fix = `Run the container with --ulimit=nofile=${most}:${most}, or set RLIMIT_NOFILE to that at most`;
    return [problem("rlimit-refused", message, { fix })];
  }
  return raised(limit, callerOn(subject.host));
}

/** crun takes a number below 0 as the C library does: as one that much below 2 to the 64th. */
function unusable({ type, hard, soft }: Rlimit, runtime: OciRuntime): Problem[] {
  if (runtime === "crun" && [hard, soft].every((value) => isUnsigned(Math.abs(value)))) return [];
  const error = runtime === "crun" ? "Invalid value" : "json: cannot unmarshal number";
  const message = `The container cannot start: ${type} is not a whole number from 0 to 18446744073709551615, so ${runtime} fails with "${error}"`;
  return [problem("rlimit-invalid", message, { fix: `Write 18446744073709551615 for no limit in ${type}` })];
}

function meant(type: string): string {
  const name = `RLIMIT_${type.toUpperCase().replace(/^RLIMIT_/, "")}`;
  return names.includes(name) ? `Write it as ${name}` : "Take it out of process.rlimits";
}

function numberIn(text: string | undefined): number | undefined {
  const digits = text?.trim() ?? "";
  return /^\d{1,16}$/.test(digits) ? Number(digits) : undefined;
}

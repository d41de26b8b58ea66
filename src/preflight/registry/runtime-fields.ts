import type { ContainerEdits } from "../../cdi/spec.ts";
import { type Problem, problem } from "../../problems.ts";
import type { DefinedDevice } from "../../registry/defined-device.ts";
import type { Check } from "../check.ts";
import { mountWord } from "../mounts/mount-words.ts";
import type { RuntimeVersion } from "../runtime-version.ts";
import type { Subject } from "../subject.ts";
import { certainty } from "../version-certainty.ts";

/** Whether the runtime that starts the container knows the fields that devices need; an older one says nothing. */
export const runtimeFields: Check = {
  name: "runtime-fields",
  run: (subject) => {
    const { runtime } = subject;
    return runtime ? fields.flatMap((field) => ignored(field, runtime, subject)) : [];
  },
};

interface Field {
  readonly name: string;
  readonly usedBy: (edits: ContainerEdits) => boolean;
  /** The first versions that know it. */
  readonly since: Readonly<Partial<Record<RuntimeVersion["name"], readonly number[]>>>;
  readonly effect: string;
}

const fields: readonly Field[] = [
  {
    name: "netDevices",
    usedBy: ({ netDevices = [] }) => netDevices.length > 0,
    since: { runc: [1, 4, 0], crun: [1, 22] },
    effect: "the network interface stays on the host",
  },
  {
    name: "intelRdt.schemata",
    usedBy: ({ intelRdt }) => intelRdt?.schemata !== undefined,
    since: { runc: [1, 4, 0], crun: [1, 22] },
    effect: "caches and bandwidth are not allotted",
  },
  {
    name: "intelRdt.enableMonitoring",
    usedBy: ({ intelRdt }) => intelRdt?.enableMonitoring === true,
    since: { runc: [1, 4, 0], crun: [1, 24] },
    effect: "nothing is monitored",
  },
  {
    name: "the mount option idmap",
    usedBy: ({ mounts = [] }) => mounts.some(({ options = [] }) => options.some((option) => isRole(option, "idmap"))),
    since: { runc: [1, 2, 0], crun: [1, 4] },
    effect: "files have the wrong owner in the container",
  },
  {
    name: "the mount option ridmap",
    usedBy: ({ mounts = [] }) => mounts.some(({ options = [] }) => options.includes("ridmap")),
    since: { runc: [1, 2, 0], crun: [1, 9] },
    effect: "files have the wrong owner in the container",
  },
];

function isRole(option: string, flag: string): boolean {
  return mountWord(option)?.flag === flag;
}

function ignored({ name, usedBy, since, effect }: Field, runtime: RuntimeVersion, { devices }: Subject): Problem[] {
  const first = since[runtime.name];
  const known = first ? certainty(runtime.version, first) : "yes";
  const users = known === "yes" ? [] : devices.filter((device) => usesAny(device, usedBy)).map((device) => device.name);
  if (!first || users.length === 0) return [];
  const version = first.join(".");
  const own = [runtime.name, ...(known === "no" ? [runtime.version.join(".")] : [`before ${version}`])].join(" ");
  const message = `${own} ignores ${name} without a word, so ${effect}`;
  const place = { devices: users, fix: `Update ${runtime.name} to ${version} or later` };
  return [problem(known === "no" ? "field-ignored" : "field-may-be-ignored", message, place)];
}

function usesAny({ definition, spec }: DefinedDevice, usedBy: Field["usedBy"]): boolean {
  return usedBy(definition.containerEdits) || (spec.containerEdits !== undefined && usedBy(spec.containerEdits));
}

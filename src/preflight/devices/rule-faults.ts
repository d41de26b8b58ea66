import type { DeviceRule } from "../../oci/container.ts";
import type { RuleModel } from "./rule-models.ts";

/** Something of a rule on which runtimes fail, and which of them. */
export interface RuleFault {
  readonly isIn: (rule: DeviceRule) => boolean;
  readonly fails: (model: RuleModel) => boolean;
  readonly says: string;
  readonly fix: string;
}

const largest = 2 ** 32 - 1;
const isForAll = ({ type = "a" }: DeviceRule): boolean => type === "a";
const numbers = ({ major, minor }: DeviceRule): readonly number[] => [major ?? 0, minor ?? 0];
const some = (rule: DeviceRule, is: (number: number) => boolean): boolean => !isForAll(rule) && numbers(rule).some(is);

const everywhere = (): boolean => true;
/** crun hands the text to the kernel there, and reads it by itself elsewhere. */
const kernelReads = ({ cgroup }: RuleModel): boolean => cgroup === "v1";
const notInCrunProgram = ({ runtime, cgroup }: RuleModel): boolean => runtime === "runc" || cgroup === "v1";

/** Tried with runc and crun and cgroup version 1; for version 2 by runc libcontainer/cgroups/devices and crun libcrun/ebpf. */
export const ruleFaults: readonly RuleFault[] = [
  {
    isIn: ({ type }) => type !== undefined && type !== "" && type !== "a" && type !== "b" && type !== "c",
    fails: notInCrunProgram,
    says: "its type is none of a, b and c",
    fix: "Write c for a character device and b for a block device",
  },
  {
    isIn: ({ access = "" }) => access === "",
    fails: ({ runtime }) => runtime === "runc",
    says: "it has no access",
    fix: "Give it an access of the letters r, w and m",
  },
  {
    isIn: (rule) => !isForAll(rule) && (rule.access ?? "") === "",
    fails: ({ runtime, cgroup }) => runtime === "crun" && cgroup === "v1",
    says: "it has no access",
    fix: "Give it an access of the letters r, w and m",
  },
  {
    isIn: (rule) => !isForAll(rule) && /^.{0,2}[^rwm]/su.test(rule.access ?? ""),
    fails: ({ runtime, cgroup }) => runtime === "crun" && cgroup === "v1",
    says: "its access has other letters than r, w and m",
    fix: "Leave only r, w and m in it",
  },
  {
    isIn: (rule) => numbers(rule).some((number) => !Number.isInteger(number)),
    fails: everywhere,
    says: "a number of it is not whole",
    fix: "Write a whole number; leave it out for any",
  },
  {
    isIn: (rule) => some(rule, (number) => Number.isInteger(number) && number < -1),
    fails: kernelReads,
    says: "a number of it is negative",
    fix: "Leave the number out, which stands for any",
  },
  {
    isIn: (rule) => some(rule, (number) => number === -1),
    fails: ({ runtime, cgroup }) => runtime === "crun" && cgroup === "v1",
    says: "a number of it is negative",
    fix: "Leave the number out, which stands for any",
  },
  {
    isIn: (rule) => some(rule, (number) => Number.isInteger(number) && number > largest),
    fails: notInCrunProgram,
    says: "a number of it is larger than any device has",
    fix: "Write the number that ls -l shows of the device node",
  },
];

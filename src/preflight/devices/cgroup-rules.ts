import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { callerOn } from "../limits/caller.ts";
import { hasUserNamespace } from "../limits/user-namespace.ts";
import type { Subject } from "../subject.ts";
import { type CgroupUse, cgroupUses } from "./cgroup-requests.ts";
import { rightsInMessage } from "./device-rights.ts";
import { hostCgroup } from "./host-cgroup.ts";
import { ruleInMessage } from "./node-request.ts";
import { judgeOf, modelsInMessage, possibleModels, type RuleModel, runcRulesOf } from "./rule-models.ts";

/** Whether the device rules of the OCI spec let the container open what devices bring, as each runtime takes them. */
export const cgroupRules: Check = {
  name: "cgroup-rules",
  run: (subject) => {
    if (!subject.container || hostCgroup(subject.host) === "none" || isRootless(subject)) return [];
    const possible = possibleModels(subject);
    const starting = possible.filter(({ runtime }) => runtime === "crun" || runcRulesOf(subject).hole === undefined);
    const judges = starting.map((model) => ({ model, judge: judgeOf(model, subject) }));
    return cgroupUses(subject).flatMap((use) => {
      const denied = judges.map(({ model, judge }) => {
        return { model, requests: use.requests.filter((request) => !judge(request)) };
      });
      const denying = denied.filter(({ requests }) => requests.length > 0);
      const [first] = denying;
      if (!first) return [];
      const models = denying.map(({ model }) => model);
      const isSure = denying.length === starting.length;
      return [denial(use, first.requests, { models, possible: starting, isSure, subject })];
    });
  },
};

/** An ordinary user's runtime cannot set such rules, and goes on without them. */
function isRootless({ container, host }: Subject): boolean {
  return container !== undefined && hasUserNamespace(container) && callerOn(host)?.isRoot === false;
}

interface Denial {
  readonly models: readonly RuleModel[];
  readonly possible: readonly RuleModel[];
  readonly isSure: boolean;
  readonly subject: Subject;
}

function denial(
  use: CgroupUse,
  requests: CgroupUse["requests"],
  { models, possible, isSure, subject }: Denial,
): Problem {
  const { node, rights } = use;
  const [first] = requests;
  const { path = node.path, type = "c", major = 0, minor = 0 } = first ?? {};
  const more = requests.length > 1 ? ` and ${requests.length - 1} more` : "";
  const what = `${pathInMessage(path)} (${type} ${major}:${minor})${more}`;
  const how = `opening it for ${rightsInMessage(rights)} fails with EPERM (operation not permitted)`;
  const by = isSure ? "" : ` in the hands of ${modelsInMessage(models, possible)}`;
  const message = `linux.resources.devices does not allow ${what}${by}: ${how}`;
  const access = rightsInMessage(rights) === "reading" ? "r" : rightsInMessage(rights) === "writing" ? "w" : "rw";
  const rule = JSON.stringify({ allow: true, type, major, minor, access });
  const fix = node.isMount
    ? `Put it in deviceNodes of its spec instead of mounts; or add ${rule} to the end of linux.resources.devices`
    : `Take out of linux.resources.devices what denies it${denyingRule(subject, type, major)}`;
  return problem(isSure ? "cgroup-denies" : "cgroup-may-deny", message, { devices: node.devices, fix });
}

function denyingRule({ container }: Subject, ofType: string, ofMajor: number): string {
  const found = container?.linux.deviceRules?.findLast(
    ({ allow, type, major }) => !allow && type === ofType && (major === undefined || major === ofMajor),
  );
  return found ? `: ${ruleInMessage(found)}` : "";
}

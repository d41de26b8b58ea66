import { oncePer } from "../once-per.ts";
import type { Subject } from "../subject.ts";
import { crunRulesOnV1, crunRulesOnV2 } from "./crun-rules.ts";
import { hostCgroup } from "./host-cgroup.ts";
import type { Judge } from "./node-request.ts";
import { type RuncRules, runcRules } from "./runc-rules.ts";

/** A runtime with a version of cgroups, in whose hands rules come to different things. */
export interface RuleModel {
  readonly runtime: "runc" | "crun";
  readonly cgroup: "v1" | "v2";
}

export const ruleModels = [
  { runtime: "runc", cgroup: "v1" },
  { runtime: "runc", cgroup: "v2" },
  { runtime: "crun", cgroup: "v1" },
  { runtime: "crun", cgroup: "v2" },
] as const satisfies readonly RuleModel[];

/** Those that may be had on the host with the runtime, as far as they are known; engines may have either runtime. */
export function possibleModels({ host, runtime }: Subject): readonly RuleModel[] {
  const cgroup = hostCgroup(host);
  return ruleModels.filter(
    (model) =>
      (cgroup === undefined || model.cgroup === cgroup) &&
      ((runtime?.name !== "runc" && runtime?.name !== "crun") || runtime.name === model.runtime),
  );
}

/** For a message: `runc`, `runc and crun`, `crun with cgroup v1`. */
export function modelsInMessage(models: readonly RuleModel[], possible: readonly RuleModel[]): string {
  const names = (["runc", "crun"] as const).flatMap((runtime) => {
    const those = models.filter((model) => model.runtime === runtime);
    const [first] = those;
    if (!first) return [];
    return those.length === possible.filter((model) => model.runtime === runtime).length
      ? [runtime]
      : [`${runtime} with cgroup ${first.cgroup}`];
  });
  return names.join(" and ");
}

/** How runc reads the rules of a subject's container. */
export const runcRulesOf = oncePer(({ container }: Subject): RuncRules => {
  const paths = new Set(container?.linux.devices.map(({ path }) => path));
  return runcRules(container?.linux.deviceRules ?? [], paths);
});

const crunJudgesOf = oncePer(({ container }: Subject) => {
  const rules = container?.linux.deviceRules ?? [];
  return { v1: crunRulesOnV1(rules), v2: crunRulesOnV2(rules) };
});

export function judgeOf({ runtime, cgroup }: RuleModel, subject: Subject): Judge {
  if (runtime === "crun") return crunJudgesOf(subject)[cgroup];
  return (request) => runcRulesOf(subject).allows(request, cgroup);
}

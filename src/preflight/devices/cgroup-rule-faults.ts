import { escapeControls } from "../../cdi/quote.ts";
import type { DeviceRule } from "../../oci/container.ts";
import { type Problem, problem } from "../../problems.ts";
import type { Check } from "../check.ts";
import { ownersOf } from "../owners.ts";
import type { Subject } from "../subject.ts";
import { hostCgroup } from "./host-cgroup.ts";
import { ruleInMessage } from "./node-request.ts";
import { ruleFaults } from "./rule-faults.ts";
import { modelsInMessage, possibleModels, type RuleModel, runcRulesOf } from "./rule-models.ts";

/** Whether runtimes can take the device rules of the OCI spec at all. */
export const cgroupRuleFaults: Check = {
  name: "cgroup-rule-faults",
  run: (subject) => {
    const rules = subject.container?.linux.deviceRules ?? [];
    if (rules.length === 0 || hostCgroup(subject.host) === "none") return [];
    return [...faultProblems(rules, subject), ...holeProblems(subject)];
  },
};

/** One for each kind of fault, however many rules have it. */
function faultProblems(rules: readonly DeviceRule[], subject: Subject): Problem[] {
  const possible = possibleModels(subject);
  const told = new Map<string, { indexes: number[]; models: Set<RuleModel>; fix: string }>();
  for (const { isIn, fails, says, fix } of ruleFaults) {
    const models = possible.filter(fails);
    if (models.length === 0) continue;
    const indexes = rules.flatMap((rule, index) => (isIn(rule) ? [index] : []));
    if (indexes.length === 0) continue;
    const known = told.get(says) ?? { indexes: [], models: new Set(), fix };
    told.set(says, {
      indexes: known.indexes.length > indexes.length ? known.indexes : indexes,
      models: new Set([...known.models, ...models]),
      fix,
    });
  }
  return Array.from(told, ([says, { indexes, models, fix }]) => {
    const [first = 0, ...more] = indexes;
    const others = more.length > 0 ? ` (and ${more.length} more)` : "";
    const by = modelsInMessage([...models], possible);
    const fails = `${by} ${/ and /.test(by) ? "fail" : "fails"} on it`;
    const message = `${place(rules[first], first)}${others}: ${says}; ${fails}`;
    const isSure = models.size === possible.length;
    return problem(isSure ? "cgroup-rule-invalid" : "cgroup-rule-doubtful", message, {
      ...ownersOfRule(rules[first], says, subject),
      fix: ownersOfRule(rules[first], says, subject).devices
        ? "Write in permissions of the device node what of rwm is needed"
        : fix,
    });
  });
}

/** A node that its spec gives no permissions brings a rule without access. */
function ownersOfRule(rule: DeviceRule | undefined, says: string, { edits }: Subject) {
  if (says !== "it has no access" || !rule?.allow) return {};
  return ownersOf(...edits.deviceNodes.filter(({ edit }) => edit.permissions === "none"));
}

function holeProblems(subject: Subject): Problem[] {
  const { hole } = runcRulesOf(subject);
  const possible = possibleModels(subject);
  const failing = possible.filter(({ runtime }) => runtime === "runc");
  if (!hole || failing.length === 0) return [];
  const rule = ruleInMessage(hole);
  const effect = hole.allow ? "allows a part of what a wider rule denies" : "denies a part of what a wider rule allows";
  const message = `The device rule ${escapeControls(rule)} ${effect}, on which runc fails with "cannot punch hole in existing wildcard rule"`;
  const fix = hole.allow
    ? "Deny all devices first and then allow each that is needed, or take the wider rule out of linux.resources.devices"
    : "Take the rule out of linux.resources.devices, or write the wider one for each device by itself";
  const isSure = failing.length === possible.length;
  return [problem(isSure ? "cgroup-rule-invalid" : "cgroup-rule-doubtful", message, { fix })];
}

function place(rule: DeviceRule | undefined, index: number): string {
  const text = rule ? ` (${escapeControls(ruleInMessage(rule))})` : "";
  return `linux.resources.devices[${index}]${text}`;
}

import { escapeControls } from "../../cdi/quote.ts";
import { shellWord } from "../../cdi/shell-word.ts";
import { grouped } from "../../host/grouped.ts";
import { type Problem, problem } from "../../problems.ts";
import { pathInMessage, textInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { pathsInMessage } from "../kinds/paths-in-message.ts";
import { devicesOf } from "../owners.ts";
import type { Subject } from "../subject.ts";
import { type DeviceAccess, deviceAccesses } from "./device-accesses.ts";
import { engineProfile } from "./engine-profiles.ts";
import { findProfile, policyDirectory } from "./host-policy.ts";
import { type AccessJudgement, accessJudge, type WholeProfile } from "./judge-access.ts";
import { apparmorState, loadedProfiles, namedProfiles } from "./kernel-profiles.ts";

/** Nobody stacks more profiles by intent. */
const most = 16;

/** Whether the container's AppArmor profile allows what devices need, by the text that it is loaded from. */
export const apparmorRules: Check = {
  name: "apparmor-rules",
  run: (subject) => {
    const { container, host } = subject;
    const names = namedProfiles(container?.process.apparmorProfile ?? "").slice(0, most);
    if (!container || names.length === 0 || apparmorState(host) === "off") return [];
    const accesses = deviceAccesses(subject, container.process);
    return accesses.length === 0 ? [] : names.flatMap((name) => judged(name, accesses, subject));
  },
};

/** In the other modes nothing is denied, or somebody is asked. */
const denying: ReadonlySet<string> = new Set(["enforce", "kill"]);

function judged(name: string, accesses: readonly DeviceAccess[], { host }: Subject): Problem[] {
  const loaded = loadedProfiles(host);
  const mode = loaded?.get(name);
  if (mode !== undefined && !denying.has(mode)) return [];
  const policy = policyOf(name, host);
  if (!policy) return mode !== undefined || (!loaded && apparmorState(host) === "on") ? [withoutText(name)] : [];
  if (mode === undefined && !denying.has(policy.mode)) return [];
  const judge = accessJudge(policy.profile);
  const findings = accesses.flatMap((access) => findingOf(access, judge(access.access), policy) ?? []);
  return Array.from(grouped(findings, ({ why, access }) => `${access.purpose} ${why}`).values(), (alike) =>
    problemOf(name, alike, policy),
  );
}

interface Finding {
  readonly access: DeviceAccess;
  readonly verdict: "denied" | "unknown";
  /** As part of a sentence. */
  readonly why: string;
}

interface Policy {
  readonly profile: WholeProfile;
  readonly mode: string;
  readonly fix: string;
  /** Why it denies something, where there is no text with rules to name. */
  readonly why?: string;
}

function policyOf(name: string, host: Subject["host"]): Policy | undefined {
  const found = findProfile(host, name);
  if (found) {
    const { path, mode } = found;
    return {
      profile: found,
      mode,
      fix: `Allow it in ${pathInMessage(path)} and run apparmor_parser -r ${shellWord(path)}`,
    };
  }
  const profile = engineProfile(name);
  const fix = "Run the container with a profile that allows it, or --security-opt=apparmor=unconfined";
  return profile && { profile, mode: "enforce", fix, why: "as the engine writes it that brings it along" };
}

function findingOf(access: DeviceAccess, judgement: AccessJudgement, policy: Policy): Finding | undefined {
  const { verdict } = judgement;
  if (verdict === "allowed") return undefined;
  if (verdict === "unknown") return { access, verdict, why: judgement.gap };
  const rule = judgement.rule && `by the rule "${escapeControls(judgement.rule.text.slice(0, 200))}"`;
  return { access, verdict, why: policy.why ?? rule ?? "for no rule of it allows that" };
}

function problemOf(name: string, findings: readonly Finding[], { fix }: Policy): Problem {
  const devices = devicesOf(findings.map(({ access }) => access));
  const [purpose = "", error = ""] = findings.flatMap(({ access }) => [access.purpose, access.error]);
  const what = `${purpose} ${pathsInMessage(findings.map(({ access }) => access.path))}`;
  const profile = `the AppArmor profile ${textInMessage(name)}`;
  const why = findings[0]?.why ?? "";
  if (findings[0]?.verdict === "unknown") {
    const message = `Cannot tell whether ${profile} allows ${what}: ${why}`;
    return problem("unknown", message, { devices, fix: "Look for it in the text of the profile" });
  }
  const message = `T${profile.slice(1)} denies ${what}, ${why}: it fails with ${error}`;
  return problem("apparmor-denies", message, { devices, fix });
}

function withoutText(name: string): Problem {
  const message = `Cannot tell what the AppArmor profile ${textInMessage(name)} allows: ${policyDirectory} has no text of it that can be read`;
  return problem("unknown", message, { fix: `Put the text that it is loaded from into ${policyDirectory}` });
}

import { escapeControls } from "../../cdi/quote.ts";
import { type JsonObject, listIn, objectIn, stringIn, stringsIn } from "../../oci/json-reading.ts";
import { contradicts } from "./contradicts.ts";
import {
  actionFault,
  architectureFaults,
  errnoFaults,
  flagFault,
  needlessErrno,
  notifiesNobody,
  notifiesOfAll,
  orderFaults,
  type ProfileFault,
  type Report,
  shapeFaults,
  withoutAnything,
} from "./profile-faults.ts";
import { conditionsIn } from "./read-conditions.ts";
import { contradiction, emptyName, notifiesOfWrite, withoutNames } from "./rule-faults.ts";
import {
  isSameOutcome,
  type SeccompCondition,
  type SeccompOutcome,
  type SeccompProfile,
  type SeccompRule,
} from "./seccomp-profile.ts";
import { hasErrno, seccompAction } from "./seccomp-words.ts";

export interface SeccompReading {
  /** Undefined where no filter is set up. */
  readonly profile: SeccompProfile | undefined;
  /** The socket of a program that decides on calls; undefined where there is none. */
  readonly listener: SeccompListener | undefined;
  readonly faults: readonly ProfileFault[];
}

export interface SeccompListener {
  readonly path: string;
  /** Whether a rule leaves a call to it. */
  readonly isAsked: boolean;
}

const nothing = { profile: undefined, listener: undefined };

/** Reads `linux.seccomp` as runtimes do. What one of them refuses is a fault; the rest is read all the same. */
export function readSeccomp(json: unknown): SeccompReading {
  if (json === undefined || json === null) return { ...nothing, faults: [] };
  if (typeof json !== "object" || Array.isArray(json)) return { ...nothing, faults: shapeFaults(json) };
  const faults = new Map<string, ProfileFault>();
  const report = (fault: ProfileFault) => void faults.set(fault.state, fault);
  shapeFaults(json).forEach(report);
  const seccomp = objectIn(json);
  const profile = profileIn(seccomp, report);
  const listener = listenerIn(seccomp, profile);
  if (!listener && profile && notifies(profile)) report(notifiesNobody);
  return { profile, listener, faults: [...faults.values()] };
}

function profileIn(seccomp: JsonObject, report: Report): SeccompProfile | undefined {
  const action = stringIn(seccomp["defaultAction"]) ?? "";
  const calls = listIn(seccomp["syscalls"], objectIn);
  if (action === "" && calls.length === 0) {
    report(withoutAnything);
    return undefined;
  }
  const otherwise = outcomeIn(action, seccomp["defaultErrnoRet"], "the default action", report);
  if (otherwise) errnoFaults(otherwise, "the default action").forEach(report);
  if (otherwise?.action === "SCMP_ACT_NOTIFY") report(notifiesOfAll);
  const entries = calls.map((call) => entryIn(call, otherwise, report));
  const architectures = stringsIn(seccomp["architectures"]);
  architectures.flatMap(architectureFaults).forEach(report);
  orderFaults(architectures).forEach(report);
  stringsIn(seccomp["flags"]).map(flagFault).forEach(report);
  if (!otherwise) return undefined;
  const rules = byName(entries);
  for (const [name, those] of rules) if (contradicts(those)) report(contradiction(name));
  return { otherwise, architectures: new Set(architectures), rules };
}

function listenerIn(seccomp: JsonObject, profile: SeccompProfile | undefined): SeccompListener | undefined {
  const path = stringIn(seccomp["listenerPath"]) ?? "";
  return path === "" || !profile ? undefined : { path, isAsked: notifies(profile) };
}

function notifies({ rules }: SeccompProfile): boolean {
  return [...rules.values()].some((those) => those.some(({ outcome }) => outcome.action === "SCMP_ACT_NOTIFY"));
}

interface Entry {
  readonly names: readonly string[];
  readonly rules: readonly SeccompRule[];
}

function entryIn(call: JsonObject, otherwise: SeccompOutcome | undefined, report: Report): Entry {
  const names = stringsIn(call["names"]);
  if (!Array.isArray(call["names"])) report(withoutNames);
  const what = names[0] ? escapeControls(names[0]) : "an entry of syscalls";
  const outcome = outcomeIn(stringIn(call["action"]) ?? "", call["errnoRet"], `the action of ${what}`, report);
  if (names.length === 0) return { names, rules: [] };
  if (names.includes("")) report(emptyName);
  const isMade = outcome !== undefined && !isSameOutcome(outcome, otherwise);
  const conditions = conditionsIn(call["args"], what, isMade, report);
  if (!isMade) return { names, rules: [] };
  errnoFaults(outcome, `the action of ${what}`).forEach(report);
  if (outcome.action === "SCMP_ACT_NOTIFY" && names.includes("write")) report(notifiesOfWrite);
  return { names, rules: alternatives(conditions).map((those) => ({ outcome, conditions: those })) };
}

/** Where an argument is compared twice, runtimes make a rule of each comparison. */
function alternatives(conditions: readonly SeccompCondition[]): readonly (readonly SeccompCondition[])[] {
  const indices = new Set(conditions.map(({ index }) => index));
  return indices.size === conditions.length ? [conditions] : conditions.map((condition) => [condition]);
}

function byName(entries: readonly Entry[]): ReadonlyMap<string, readonly SeccompRule[]> {
  const found = new Map<string, SeccompRule[]>();
  for (const { names, rules } of entries) {
    for (const name of new Set(names)) {
      const known = found.get(name) ?? [];
      for (const rule of rules) known.push(rule);
      found.set(name, known);
    }
  }
  return found;
}

const eperm = 1;

/** An action with the 16 bits that runtimes leave of its error number. */
function outcomeIn(text: string, given: unknown, what: string, report: Report): SeccompOutcome | undefined {
  const action = seccompAction(text);
  if (!action) {
    report(actionFault(text, what));
    return undefined;
  }
  const errno = typeof given === "number" ? given & 0xffff : undefined;
  if (!hasErrno(action)) {
    if (errno !== undefined) report(needlessErrno(action, what));
    return { action, errno: 0 };
  }
  return { action, errno: errno ?? eperm };
}

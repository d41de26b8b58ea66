import { escapeControls } from "../../cdi/quote.ts";
import { type JsonObject, listIn, objectIn, stringIn, stringsIn } from "../../oci/json-reading.ts";
import {
  actionFault,
  architectureFaults,
  errnoFaults,
  flagFault,
  indexFault,
  notifiesNobody,
  notifiesOfAll,
  notifiesOfWrite,
  operatorFault,
  type ProfileFault,
  shapeFaults,
  withoutAnything,
  withoutNames,
} from "./profile-faults.ts";
import type { SeccompCondition, SeccompOutcome, SeccompProfile, SeccompRule } from "./seccomp-profile.ts";
import { hasErrno, seccompAction, seccompOperator } from "./seccomp-words.ts";

export interface SeccompReading {
  /** Undefined where no filter is set up. */
  readonly profile: SeccompProfile | undefined;
  readonly faults: readonly ProfileFault[];
}

/** Reads `linux.seccomp` as runtimes do. What one of them refuses is a fault; the rest is read all the same. */
export function readSeccomp(json: unknown): SeccompReading {
  if (json === undefined || json === null) return { profile: undefined, faults: [] };
  const faults: ProfileFault[] = [];
  const report = (...found: readonly ProfileFault[]) => faults.push(...found);
  report(...shapeFaults(json));
  const profile = profileIn(objectIn(json), report);
  return { profile, faults };
}

type Report = (...faults: readonly ProfileFault[]) => void;

function profileIn(seccomp: JsonObject, report: Report): SeccompProfile | undefined {
  const action = stringIn(seccomp["defaultAction"]) ?? "";
  const calls = listIn(seccomp["syscalls"], objectIn);
  if (action === "" && calls.length === 0) {
    report(withoutAnything);
    return undefined;
  }
  const otherwise = outcomeIn(action, seccomp["defaultErrnoRet"], "the default action", report);
  if (otherwise?.action === "SCMP_ACT_NOTIFY") report(notifiesOfAll);
  const entries = calls.map((call) => entryIn(call, otherwise, report));
  const isNotified = entries.some(({ rules }) => rules.some(({ outcome }) => outcome.action === "SCMP_ACT_NOTIFY"));
  const listenerPath = stringIn(seccomp["listenerPath"]) ?? "";
  if (isNotified && listenerPath === "") report(notifiesNobody);
  const architectures = stringsIn(seccomp["architectures"]);
  report(...architectures.flatMap(architectureFaults), ...stringsIn(seccomp["flags"]).map(flagFault));
  if (!otherwise) return undefined;
  return { otherwise, architectures: new Set(architectures), rules: byName(entries) };
}

interface Entry {
  readonly names: readonly string[];
  readonly rules: readonly SeccompRule[];
}

function entryIn(call: JsonObject, otherwise: SeccompOutcome | undefined, report: Report): Entry {
  const names = stringsIn(call["names"]);
  if (call["names"] === undefined || call["names"] === null) report(withoutNames);
  const shown = escapeControls(names[0] ?? "an entry of syscalls");
  const outcome = outcomeIn(stringIn(call["action"]) ?? "", call["errnoRet"], `the action of ${shown}`, report);
  const conditions = listIn(call["args"], (item) => conditionIn(objectIn(item), shown, report));
  if (!outcome || (outcome.action === otherwise?.action && outcome.errno === otherwise.errno)) {
    return { names, rules: [] };
  }
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
    for (const name of names) {
      const known = found.get(name);
      if (known) known.push(...rules);
      else found.set(name, [...rules]);
    }
  }
  return found;
}

const eperm = 1;

function outcomeIn(text: string, given: unknown, what: string, report: Report): SeccompOutcome | undefined {
  const action = seccompAction(text);
  if (!action) {
    report(actionFault(text, what));
    return undefined;
  }
  const errno = typeof given === "number" ? given : undefined;
  report(...errnoFaults(action, errno, what));
  return { action, errno: hasErrno(action) ? (errno ?? eperm) : 0 };
}

const last = 5;

function conditionIn(item: JsonObject, name: string, report: Report): SeccompCondition | undefined {
  const text = stringIn(item["op"]) ?? "";
  const operator = seccompOperator(text);
  const index = Number(wordIn(item["index"]));
  if (!operator) report(operatorFault(text, name));
  if (index > last) report(indexFault(index, name));
  if (!operator || index > last) return undefined;
  return { index, operator, value: wordIn(item["value"]), valueTwo: wordIn(item["valueTwo"]) };
}

const largest = 2n ** 64n - 1n;

/** 64 bits without a sign. A number of JSON can be rounded beyond them. */
function wordIn(value: unknown): bigint {
  if (typeof value !== "number" || !Number.isInteger(value)) return 0n;
  const word = BigInt(value);
  return word > largest ? largest : BigInt.asUintN(64, word);
}

import { type JsonObject, listIn, objectIn, stringIn } from "../../oci/json-reading.ts";
import type { Report } from "./profile-faults.ts";
import { indexFault, operatorFault } from "./rule-faults.ts";
import type { SeccompCondition } from "./seccomp-profile.ts";
import { seccompOperator } from "./seccomp-words.ts";

/** Reads the `args` of an entry for a call by that name. Where it makes no rule, runtimes do not look at all of it. */
export function conditionsIn(args: unknown, name: string, isMade: boolean, report: Report): SeccompCondition[] {
  return listIn(args, (item) => conditionIn(objectIn(item), name, isMade, report));
}

const last = 5;

function conditionIn(item: JsonObject, name: string, isMade: boolean, report: Report): SeccompCondition | undefined {
  const text = stringIn(item["op"]) ?? "";
  const operator = seccompOperator(text);
  const index = Number(wordIn(item["index"]));
  if (!operator) report(operatorFault(text, name, isMade));
  if (isMade && index > last) report(indexFault(index, name));
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

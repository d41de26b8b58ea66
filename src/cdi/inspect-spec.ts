import { readPlainSpec } from "./read-spec.ts";
import { doubtRules } from "./rules/doubt-rules.ts";
import { walkSpec } from "./rules/walk.ts";
import type { Spec } from "./spec.ts";
import type { SpecReading } from "./spec-reading.ts";
import { isStrictJson } from "./text/strict-json.ts";

/**
 * Reads a spec like `readSpec`, and reports doubts as well: what the reference accepts and a person would want to know.
 * Only a text about which there is something to say is read whole, for that takes many times as long.
 */
export async function inspectSpec(text: string, path?: string): Promise<SpecReading> {
  const spec = beyondDoubt(text, path);
  if (spec) return { spec, problems: [] };
  const { readWholeSpec } = await import("./read-whole-spec.ts");
  return readWholeSpec(text, path);
}

/** A plain text leaves no room for doubts but those of the rules, and of a name that says JSON. */
function beyondDoubt(text: string, path: string | undefined): Spec | undefined {
  const spec = readPlainSpec(text);
  if (!spec || walkSpec(spec, doubtRules).length > 0) return undefined;
  return path?.endsWith(".json") && !isStrictJson(text) ? undefined : spec;
}

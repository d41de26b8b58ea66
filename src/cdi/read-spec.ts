import { isError } from "../problems.ts";
import { isMadeAsSpec, isPlainSpec } from "./plain-spec.ts";
import { referenceRules } from "./rules/reference-rules.ts";
import { walkSpec } from "./rules/walk.ts";
import { specShape } from "./shape.ts";
import type { Spec } from "./spec.ts";
import type { SpecReading } from "./spec-reading.ts";
import { parsePlainJson } from "./text/plain-json.ts";
import { parsePlainYaml } from "./text/plain-yaml.ts";
import { unwantedDevices } from "./unwanted-devices.ts";

/**
 * The spec in a text of the plain kind that generators write, if the reference accepts it; undefined says nothing but
 * that `readSpec` has to look. Costs a small part of what `readSpec` costs. Where names of devices are given, the edits of
 * other devices may be missing from the spec.
 */
export function readPlainSpec(text: string, wanted?: ReadonlySet<string>): Spec | undefined {
  const spec = readPlainDocument(text, wanted);
  return spec && walkSpec(spec, referenceRules).length === 0 ? spec : undefined;
}

/** In a shorter text, in characters, the expression that passes devices over takes longer to compile than it saves. */
const worthPassingOver = 65_536;

function readPlainDocument(text: string, wanted?: ReadonlySet<string>): Spec | undefined {
  const json = parsePlainJson(text);
  if (json !== undefined) return isPlainSpec(json) ? json : undefined;
  const passOver = wanted && text.length >= worthPassingOver ? unwantedDevices(wanted) : undefined;
  const document = parsePlainYaml(text, specShape, passOver);
  return isMadeAsSpec(document) ? document : undefined;
}

/**
 * Reads a spec file's text, JSON or YAML, as the reference does. Problems are errors only and name line and column;
 * `path` goes into them.
 */
export async function readSpec(text: string, path?: string): Promise<SpecReading> {
  const spec = readPlainSpec(text);
  if (spec) return { spec, problems: [] };
  const { readWholeSpec } = await import("./read-whole-spec.ts");
  const reading = readWholeSpec(text, path);
  return { spec: reading.spec, problems: reading.problems.filter(isError) };
}

import { isPlainSpec } from "../../cdi/plain-spec.ts";
import type { Spec } from "../../cdi/spec.ts";

/**
 * An equal spec that keeps nothing else alive. The strings of one that was read from YAML are parts of the file's text,
 * and each keeps all of it in memory.
 */
export function compactSpec(spec: Spec): Spec {
  const copy: unknown = JSON.parse(JSON.stringify(spec));
  return isPlainSpec(copy) ? copy : spec;
}

import type { GeneratorOptions } from "../generator.ts";
import { valuesOf } from "../option-values.ts";

/** Whether a `--feature-flag` is given. */
export function hasFeature(options: GeneratorOptions, name: string): boolean {
  return valuesOf(options, "feature-flag").includes(name);
}

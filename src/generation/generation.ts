import type { Spec } from "../cdi/spec.ts";
import type { GeneratorName } from "../generators/generator-names.ts";
import type { Problem } from "../problems.ts";

/** What a generator made of a host. */
export interface Generation {
  readonly name: GeneratorName;
  readonly kind: string;
  /** Absent where there is nothing to write. */
  readonly spec?: Spec;
  readonly problems: readonly Problem[];
}

import type { Problem } from "../problems.ts";
import type { Spec } from "./spec.ts";

/** A text read as a spec. There is a spec exactly where no problem is an error: where every Go runtime would load it. */
export interface SpecReading {
  readonly spec: Spec | undefined;
  readonly problems: readonly Problem[];
}

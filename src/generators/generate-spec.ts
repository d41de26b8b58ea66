import type { Spec } from "../cdi/spec.ts";
import type { Generated, Generator, GeneratorHost, GeneratorOptions } from "./generator.ts";
import { keepHidden } from "./keep-hidden.ts";
import { markOwner } from "./owner.ts";
import { polish } from "./polish.ts";

export interface SpecLimits {
  /** The highest cdiVersion that the spec may have. */
  readonly highest?: string | undefined;
  /** What the generator wrote before: devices of it that are only hidden now are kept. */
  readonly before?: Spec | undefined;
}

/** The spec of a generator for a host as it is written. */
export function generateSpec(
  generator: Generator,
  host: GeneratorHost,
  options: GeneratorOptions,
  { highest, before }: SpecLimits = {},
): Generated {
  const found = generator.generate(host, options);
  const { spec, problems } = before ? keepHidden(generator, host, before, found) : found;
  if (!spec) return { spec, problems };
  const polished = polish(markOwner(spec, generator.name), highest);
  return { spec: polished.spec, problems: [...problems, ...polished.problems] };
}

import type { Generated, Generator, GeneratorHost, GeneratorOptions } from "./generator.ts";
import { markOwner } from "./owner.ts";
import { polish } from "./polish.ts";

/** The spec of a generator for a host as it is written, at a cdiVersion of at most `highest`. */
export function generateSpec(
  generator: Generator,
  host: GeneratorHost,
  options: GeneratorOptions,
  highest?: string,
): Generated {
  const { spec, problems } = generator.generate(host, options);
  if (!spec) return { spec, problems };
  const polished = polish(markOwner(spec, generator.name), highest);
  return { spec: polished.spec, problems: [...problems, ...polished.problems] };
}

import { printSpec, type SpecFormat } from "../../cdi/print-spec.ts";
import type { Spec } from "../../cdi/spec.ts";

/** Specs as a list, each as it is printed alone. */
export function printSpecs(specs: readonly Spec[], format: SpecFormat): string {
  if (specs.length === 0) return "[]\n";
  const texts = specs.map((spec) => printSpec(spec, format).trimEnd().split("\n"));
  if (format === "json") return `[\n${texts.map((lines) => indented(lines, "  ")).join(",\n")}\n]\n`;
  const items = texts.map(([_mark, first = "", ...rest]) => [`- ${first}`, indented(rest, "  ")].join("\n"));
  return `---\n${items.join("\n")}\n`;
}

function indented(lines: readonly string[], indent: string): string {
  return lines.map((line) => `${indent}${line}`).join("\n");
}

import type { GeneratorOptions } from "./generator.ts";

/** All values of an option, in order; none where it is not given. */
export function valuesOf({ values }: GeneratorOptions, name: string): readonly string[] {
  return values.get(name) ?? [];
}

/** The value of an option that has one; the last, where it is given twice. */
export function lastValueOf(options: GeneratorOptions, name: string): string | undefined {
  return valuesOf(options, name).at(-1);
}

/** Whether an option without a value is given. */
export function isSet({ values }: GeneratorOptions, name: string): boolean {
  return values.has(name) && values.get(name)?.at(-1) !== "false";
}

/** Whether nodes by which a container can reprogram or reset hardware are asked for. */
export function wantsManagementNodes(options: GeneratorOptions): boolean {
  return isSet(options, "management-nodes");
}

import { expect } from "vitest";
import { inspectSpec } from "../../src/cdi/inspect-spec.ts";
import { printSpec } from "../../src/cdi/print-spec.ts";
import type { Spec } from "../../src/cdi/spec.ts";

/** Holds a spec to the file `golden/NAME.yaml`, which people have judged, and to what validate says, which is nothing. */
export async function expectGolden(name: string, spec: Spec | undefined): Promise<void> {
  const text = spec ? printSpec(spec, "yaml") : "";
  await expect(text).toMatchFileSnapshot(`${import.meta.dirname}/golden/${name}.yaml`);
  expect(await inspectSpec(text)).toEqual({ spec, problems: [] });
}

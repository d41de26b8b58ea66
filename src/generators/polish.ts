import type { Spec } from "../cdi/spec.ts";
import { currentVersion, minimumVersion } from "../cdi/versions.ts";
import { type Problem, problem } from "../problems.ts";
import type { Generated } from "./generator.ts";
import { naturalOrder } from "./naming/natural-order.ts";
import { mapEdits } from "./polish/edit-lists.ts";
import { hoistEdits } from "./polish/hoist-edits.ts";
import { canNameKind, lowerVersion } from "./polish/lower-version.ts";
import { tidyEdits } from "./polish/tidy-edits.ts";
import { usableDevices } from "./polish/usable-devices.ts";

/**
 * What a generator found, as the spec that is written: the same for the same host in whatever order things were found,
 * nothing twice, and at the lowest cdiVersion that can say it. At most `highest`: what that cannot say is left out, with
 * a problem. There is no spec where nothing is left.
 */
export function polish(found: Omit<Spec, "cdiVersion">, highest = currentVersion): Generated {
  const { spec, problems } = lowerVersion(mapEdits({ ...found, cdiVersion: highest }, tidyEdits), highest);
  if (!canNameKind(spec.kind, highest)) {
    const message = `${spec.kind}: cdiVersion ${highest} has no classes with a dot; 0.6.0 has`;
    return { spec: undefined, problems: [problem("left-out", message)] };
  }
  const usable = usableDevices(spec);
  const all: Problem[] = [...problems, ...usable.problems];
  if (usable.devices.length === 0) return { spec: undefined, problems: all };
  const devices = usable.devices.sort((one, other) => naturalOrder(one.name, other.name));
  const polished = mapEdits(hoistEdits({ ...spec, devices }), tidyEdits);
  return { spec: { ...polished, cdiVersion: minimumVersion(polished) }, problems: all };
}

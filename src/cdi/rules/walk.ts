import type { ContainerEdits, Device, DeviceNode, Hook, IntelRdt, Mount, Spec } from "../spec.ts";
import type { Flaw, Pointer } from "./flaw.ts";

/** Looks at one part and yields its flaw, if any. Rules are independent: none relies on another having passed. */
export type Rule<Part> = (part: Part) => Flaw | undefined;

/** Rules by the part of a spec they look at. */
export interface RuleTable {
  readonly spec: readonly Rule<Spec>[];
  readonly device: readonly Rule<Device>[];
  readonly edits: readonly Rule<ContainerEdits>[];
  readonly deviceNode: readonly Rule<DeviceNode>[];
  readonly hook: readonly Rule<Hook>[];
  readonly mount: readonly Rule<Mount>[];
  readonly intelRdt: readonly Rule<IntelRdt>[];
}

/** Applies a table of rules to every part of a spec. Each flaw's `at` leads from the root. */
export function walkSpec(spec: Spec, rules: RuleTable): Flaw[] {
  const flaws: Flaw[] = [];
  apply(rules.spec, spec, [], flaws);
  if (spec.containerEdits) walkEdits(spec.containerEdits, rules, ["containerEdits"], flaws);
  for (let index = 0; index < spec.devices.length; index++) {
    const device = spec.devices[index];
    if (!device) continue;
    apply(rules.device, device, ["devices", index], flaws);
    walkEdits(device.containerEdits, rules, ["devices", index, "containerEdits"], flaws);
  }
  return flaws;
}

function walkEdits(edits: ContainerEdits, rules: RuleTable, at: Pointer, flaws: Flaw[]): void {
  apply(rules.edits, edits, at, flaws);
  if (edits.deviceNodes) applyToEach(rules.deviceNode, edits.deviceNodes, at, "deviceNodes", flaws);
  if (edits.hooks) applyToEach(rules.hook, edits.hooks, at, "hooks", flaws);
  if (edits.mounts) applyToEach(rules.mount, edits.mounts, at, "mounts", flaws);
  if (edits.intelRdt) apply(rules.intelRdt, edits.intelRdt, [...at, "intelRdt"], flaws);
}

function apply<Part>(table: readonly Rule<Part>[], part: Part, at: Pointer, flaws: Flaw[]): void {
  for (const rule of table) {
    const flaw = rule(part);
    if (flaw) flaws.push({ ...flaw, at: [...at, ...flaw.at] });
  }
}

/** Spells out where a part is only where there is a flaw: most specs have none, and large ones have thousands of parts. */
function applyToEach<Part>(
  table: readonly Rule<Part>[],
  list: readonly Part[],
  at: Pointer,
  field: string,
  flaws: Flaw[],
): void {
  for (let index = 0; index < list.length; index++) {
    const part = list[index];
    if (part === undefined) continue;
    for (const rule of table) {
      const flaw = rule(part);
      if (flaw) flaws.push({ ...flaw, at: [...at, field, index, ...flaw.at] });
    }
  }
}

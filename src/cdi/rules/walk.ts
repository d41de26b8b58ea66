import type { ProblemCode } from "../../problems.ts";
import type { ContainerEdits, Device, DeviceNode, Hook, IntelRdt, Mount, Spec } from "../spec.ts";

/** Way from the root of a spec to a part of it: field names and list indices. */
export type Pointer = readonly (string | number)[];

/** What a rule has against one part of a spec. `at` leads from that part to the culprit. */
export interface Flaw {
  readonly code: ProblemCode;
  readonly message: string;
  readonly at: Pointer;
}

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

  function apply<Part>(table: readonly Rule<Part>[], part: Part, where: () => Pointer): void {
    for (const rule of table) {
      const flaw = rule(part);
      if (flaw) flaws.push({ ...flaw, at: [...where(), ...flaw.at] });
    }
  }

  function applyToEach<Part>(
    table: readonly Rule<Part>[],
    list: readonly Part[] | undefined,
    where: () => Pointer,
  ): void {
    if (!list) return;
    for (let index = 0; index < list.length; index++) {
      const part = list[index];
      if (part !== undefined) apply(table, part, () => [...where(), index]);
    }
  }

  function walkEdits(edits: ContainerEdits, where: () => Pointer): void {
    apply(rules.edits, edits, where);
    applyToEach(rules.deviceNode, edits.deviceNodes, () => [...where(), "deviceNodes"]);
    applyToEach(rules.hook, edits.hooks, () => [...where(), "hooks"]);
    applyToEach(rules.mount, edits.mounts, () => [...where(), "mounts"]);
    if (edits.intelRdt) apply(rules.intelRdt, edits.intelRdt, () => [...where(), "intelRdt"]);
  }

  apply(rules.spec, spec, () => []);
  if (spec.containerEdits) walkEdits(spec.containerEdits, () => ["containerEdits"]);
  spec.devices.forEach((device, index) => {
    apply(rules.device, device, () => ["devices", index]);
    walkEdits(device.containerEdits, () => ["devices", index, "containerEdits"]);
  });
  return flaws;
}

import type { ContainerEdits, Device } from "../../cdi/spec.ts";
import { attributeAnnotations } from "../facts/attribute-annotations.ts";
import type { NameClaim } from "../naming/names-apart.ts";

/** How something becomes a device. */
export interface DeviceMaker<Owner> {
  /** The domain of annotations that only one generator has: `serial.dev`. */
  readonly domain: string;
  /** Made once for all names of an owner. */
  readonly annotations: (owner: Owner) => Readonly<Record<string, string>>;
  readonly edits: (claim: NameClaim<Owner>) => ContainerEdits;
}

/** A device for each name. One whose name the kernel gives to whatever comes next says so. */
export function namedDevices<Owner>(
  names: readonly NameClaim<Owner>[],
  { domain, annotations, edits }: DeviceMaker<Owner>,
): Device[] {
  const unstable = attributeAnnotations({ [`${domain}/stable-name`]: false });
  const known = new Map([...new Set(names.map(({ owner }) => owner))].map((owner) => [owner, annotations(owner)]));
  return names.map((claim) => ({
    name: claim.name,
    annotations: { ...known.get(claim.owner), ...(!claim.isStable && unstable) },
    containerEdits: edits(claim),
  }));
}

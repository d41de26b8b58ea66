import type { Device } from "../../cdi/spec.ts";
import { grouped } from "../../host/grouped.ts";
import { detectionOf } from "../detection.ts";
import { specOf } from "../devices/found-devices.ts";
import { namedDevices } from "../devices/named-devices.ts";
import { attributeAnnotations } from "../facts/attribute-annotations.ts";
import { hardwareFacts } from "../facts/hardware-facts.ts";
import type { Detection, Generated, Generator, GeneratorHost, GeneratorOptions } from "../generator.ts";
import type { NameClaim } from "../naming/names-apart.ts";
import { nodeEdits } from "../nodes/node-edits.ts";
import { type FunctionSearch, findFunctions, type VfioFunction } from "./find-functions.ts";

/** PCI functions that VFIO has for virtual machines and user-space drivers, each by itself and by IOMMU groups. */
export const vfio: Generator = {
  name: "vfio",
  kind: "vfio.dev/group",
  signals: [
    { path: "/sys/class/vfio" },
    { path: "/sys/class/vfio-dev" },
    { path: "/sys/bus/pci/drivers/vfio-pci" },
    { path: "/dev", on: "devices" },
    { path: "/dev/vfio", on: "devices", depth: 1 },
  ],
  detect,
  generate,
};

function detect(host: GeneratorHost): Detection {
  const search = findFunctions(host);
  return detectionOf(
    search.functions.map(({ address }) => address),
    () => whyNone(search),
  );
}

function whyNone({ bound }: FunctionSearch): string {
  if (bound === undefined) return "there is no /sys/bus/pci/devices";
  return bound === 0
    ? "no PCI function in /sys/bus/pci/devices has a VFIO driver"
    : `none of the PCI functions that VFIO has, ${bound} in number, can be used`;
}

function generate(host: GeneratorHost, { kind = vfio.kind }: GeneratorOptions): Generated {
  const { functions, problems } = findFunctions(host);
  return specOf(kind, { devices: devicesOf(host, functions), problems });
}

/** All nodes of a group are of no more power than one of them: each reaches what the group has. */
function devicesOf(host: GeneratorHost, functions: readonly VfioFunction[]): Device[] {
  const groups = [...grouped(functions, ({ group }) => group)];
  const names: NameClaim<readonly VfioFunction[]>[] = [
    ...functions.map((own) => ({ owner: [own], name: own.address, isStable: true })),
    ...groups.map(([{ number }, owner]) => ({ owner, name: `group-${number}`, isStable: false })),
  ];
  return namedDevices(names, {
    domain: "vfio.dev",
    annotations: (members) => annotationsOf(host, members),
    edits: ({ owner }) =>
      nodeEdits(host, [...new Map(owner.flatMap(({ nodes }) => nodes).map((node) => [node.path, node])).values()]),
  });
}

function annotationsOf({ tree }: GeneratorHost, members: readonly VfioFunction[]): Record<string, string> {
  const [first, second] = members;
  return attributeAnnotations({
    type: "vfio",
    ...(first && !second && hardwareFacts(tree, first.directory)),
    iommuGroup: first?.group.number,
    "vfio.dev/unprotected": first?.group.isUnprotected || undefined,
  });
}

import { problem } from "../../problems.ts";
import type { FoundDevices } from "../devices/found-devices.ts";
import { namedDevices } from "../devices/named-devices.ts";
import { attributeAnnotations } from "../facts/attribute-annotations.ts";
import type { GeneratorHost } from "../generator.ts";
import { namesApart } from "../naming/names-apart.ts";
import { nodeEdits } from "../nodes/node-edits.ts";
import { type UsableNodes, usableNodes } from "../nodes/usable-nodes.ts";
import { intelRegions } from "./intel-regions.ts";
import type { Region, RegionFinder } from "./region.ts";
import { xrtRegions } from "./xrt-regions.ts";
import { zoclRegions } from "./zocl-regions.ts";

export interface RegionDevices extends FoundDevices {
  /** How many regions there are, whether or not they can be used. */
  readonly count: number;
}

const finders: readonly RegionFinder[] = [intelRegions, xrtRegions, zoclRegions];

/** The regions of a host under each of their names; with the nodes that program them only where that is asked for. */
export function regionDevices(host: GeneratorHost, withManagement: boolean): RegionDevices {
  const regions = finders.flatMap((find) => find(host));
  const found = regions.map((region) => ({ region, ...nodesOf(region, withManagement) }));
  const usable = found.filter(({ nodes }) => nodes.length > 0);
  const claims = usable.flatMap((owner) => [
    ...owner.region.places.map((name) => ({ owner, name, isStable: true })),
    ...owner.region.kernelNames.map((name) => ({ owner, name, isStable: false })),
  ]);
  return {
    count: regions.length,
    problems: found.flatMap(({ problems }) => problems),
    devices: namedDevices(namesApart(claims), {
      domain: "fpga.dev",
      annotations: ({ region }) => attributeAnnotations(region.facts),
      edits: ({ owner }) => nodeEdits(host, owner.nodes),
    }),
  };
}

/** What has no logic is of use only to who can program it. The parts of a whole have told already what is missing. */
function nodesOf({ isWhole, ...region }: Region, withManagement: boolean): UsableNodes {
  const { subject, nodes, furtherNodes, fault } = region;
  const management = withManagement ? region.managementNodes : [];
  const isOfUse = fault === undefined || management.some((node) => node.fault === undefined);
  const usable = isOfUse ? usableNodes(subject, nodes, [...furtherNodes, ...management]) : withoutLogic(region);
  return isWhole ? { ...usable, problems: [] } : usable;
}

function withoutLogic({ subject, nodes: [first], fault }: Region): UsableNodes {
  return {
    nodes: [],
    problems: [problem("odd-device", `Left out ${subject}: ${fault}`, first && { path: first.path })],
  };
}

import { detectionOf } from "../detection.ts";
import { specOf } from "../devices/found-devices.ts";
import { namedDevices } from "../devices/named-devices.ts";
import { attributeAnnotations } from "../facts/attribute-annotations.ts";
import type { Detection, Generated, Generator, GeneratorHost, GeneratorOptions } from "../generator.ts";
import { nodeEdits } from "../nodes/node-edits.ts";
import { usableNodes } from "../nodes/usable-nodes.ts";
import { wantsManagementNodes } from "../option-values.ts";
import { findNodes, type NodeDevice } from "./find-nodes.ts";
import { classRows } from "./node-rows.ts";

/** What containers are often given that belongs to no other generator: `/dev/kvm`, `/dev/net/tun`, a TPM, sound and others. */
export const misc: Generator = {
  name: "misc",
  kind: "misc.dev/node",
  signals: [
    { path: "/sys/class/misc" },
    ...classRows.map(({ directory }) => ({ path: directory })),
    { path: "/dev", on: "devices" },
    { path: "/dev/net", on: "devices" },
    { path: "/dev/snd", on: "devices" },
    { path: "/dev/dma_heap", on: "devices" },
  ],
  detect,
  generate,
};

function detect(host: GeneratorHost): Detection {
  const found = findNodes(host);
  const usable = found.filter(({ nodes }) => nodes.some(({ fault }) => fault === undefined));
  const names = usable.filter(({ isManagement }) => !isManagement).map(({ name }) => name);
  return detectionOf(names, () => whyNone(found, usable));
}

function whyNone(found: readonly NodeDevice[], usable: readonly NodeDevice[]): string {
  const others = usable.map(({ name }) => name).join(", ");
  if (others !== "") return `only with --management-nodes there is something: ${others}`;
  return found.length === 0 ? "/dev has none of its nodes" : "none of its nodes in /dev can be used";
}

function generate(host: GeneratorHost, options: GeneratorOptions): Generated {
  const { kind = misc.kind } = options;
  const withManagement = wantsManagementNodes(options);
  const found = findNodes(host)
    .filter(({ isManagement }) => withManagement || !isManagement)
    .map((device) => ({ ...device, ...usableNodes(device.name, device.nodes) }));
  const problems = found.flatMap((device) => device.problems);
  const usable = found.filter(({ nodes }) => nodes.length > 0);
  const names = usable.map((owner) => ({ owner, name: owner.name, isStable: owner.isStable }));
  const devices = namedDevices(names, {
    domain: "misc.dev",
    annotations: ({ type }) => attributeAnnotations({ type }),
    edits: ({ owner }) => nodeEdits(host, owner.nodes),
  });
  return specOf(kind, { devices, problems });
}

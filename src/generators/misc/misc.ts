import { attributeAnnotations } from "../attribute-annotations.ts";
import type { Detection, Generated, Generator, GeneratorHost, GeneratorOptions } from "../generator.ts";
import { namedDevices } from "../named-devices.ts";
import { nodeEdits } from "../node-edits.ts";
import { isSet } from "../option-values.ts";
import { usableNodes } from "../usable-nodes.ts";
import { findNodes } from "./find-nodes.ts";
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
  if (names.length > 0) return { applies: true, reason: names.join(", ") };
  const others = usable.map(({ name }) => name).join(", ");
  if (others !== "") return { applies: false, reason: `only with --management-nodes there is something: ${others}` };
  const reason = found.length === 0 ? "/dev has none of its nodes" : "none of its nodes in /dev can be used";
  return { applies: false, reason };
}

function generate(host: GeneratorHost, options: GeneratorOptions): Generated {
  const { kind = misc.kind } = options;
  const withManagement = isSet(options, "management-nodes");
  const found = findNodes(host)
    .filter(({ isManagement }) => withManagement || !isManagement)
    .map((device) => ({ ...device, ...usableNodes(device.name, device.nodes) }));
  const problems = found.flatMap((device) => device.problems);
  const usable = found.filter(({ nodes }) => nodes.length > 0);
  if (usable.length === 0) return { spec: undefined, problems };
  const names = usable.map((owner) => ({ owner, name: owner.name, isStable: owner.isStable }));
  const devices = namedDevices(names, {
    domain: "misc.dev",
    annotations: ({ type }) => attributeAnnotations({ type }),
    edits: ({ owner }) => nodeEdits(host, owner.nodes),
  });
  return { spec: { cdiVersion: "", kind, devices }, problems };
}

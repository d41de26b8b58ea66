import type { ContainerEdits } from "../../src/cdi/spec.ts";
import type { Check } from "../../src/preflight/check.ts";
import { type FakeHostParts, fakeHost } from "../host/fake-host.ts";
import { said, subjectOn } from "./subject-on.ts";

export interface ContainerCase {
  /** Nodes of one device, `vendor.com/device=x`, by their paths on the host and in the container. */
  readonly nodes?: readonly string[];
  /** More that it brings. */
  readonly edits?: ContainerEdits;
  readonly host?: FakeHostParts;
  /** Parts of the OCI spec; no container where false. */
  readonly oci?: object | false;
  readonly runtime?: string;
}

/** What a check says of a container that is to have a device with some nodes. */
export function saysOf(check: Check, { nodes = [], edits, host = {}, oci = {}, runtime }: ContainerCase) {
  const deviceNodes = nodes.map((path) => ({ path, type: "c", major: 300, minor: 1 }));
  const subject = subjectOn({
    host: fakeHost(host).host,
    devices: { x: { env: ["A=1"], ...(deviceNodes.length > 0 && { deviceNodes }), ...edits } },
    ...(oci !== false && { oci, path: "/run/bundle/config.json" }),
    ...(runtime !== undefined && { runtime }),
  });
  return said(check.run(subject));
}

import fc from "fast-check";
import { expect, it } from "vitest";
import type { ContainerEdits } from "../../../src/cdi/spec.ts";
import { readContainer } from "../../../src/oci/container.ts";
import type { Check } from "../../../src/preflight/check.ts";
import { cgroupController } from "../../../src/preflight/devices/cgroup-controller.ts";
import { cgroupRuleFaults } from "../../../src/preflight/devices/cgroup-rule-faults.ts";
import { cgroupRules } from "../../../src/preflight/devices/cgroup-rules.ts";
import { charLinks } from "../../../src/preflight/devices/char-links.ts";
import { hiddenNodes } from "../../../src/preflight/devices/hidden-nodes.ts";
import { nodeAccess } from "../../../src/preflight/devices/node-access.ts";
import { nodeSources } from "../../../src/preflight/devices/node-sources.ts";
import { nodevMounts } from "../../../src/preflight/devices/nodev-mounts.ts";
import { standardNodes } from "../../../src/preflight/devices/standard-nodes.ts";
import { fakeHost } from "../../host/fake-host.ts";
import { subjectOn } from "../subject-on.ts";

const checks: readonly Check[] = [
  cgroupController,
  cgroupRuleFaults,
  cgroupRules,
  charLinks,
  hiddenNodes,
  nodeAccess,
  nodeSources,
  nodevMounts,
  standardNodes,
];

const edits: ContainerEdits = {
  deviceNodes: [{ path: "/dev/fuse", type: "c", major: 10, minor: 229 }, { path: "/dev/x\ny" }],
  mounts: [{ hostPath: "/dev/kvm", containerPath: "/dev/kvm", options: ["bind"] }],
};
const { host } = fakeHost({ nodes: { "/dev/fuse": "c 10:229", "/dev/kvm": "c 10:232" } });
const subject = subjectOn({ host, devices: { x: edits }, oci: {} });

/** Values of the right kind with odd content among those of any kind. */
const odd = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom("/dev/fuse", "__proto__", "constructor", "c", "rwm", -1, 2 ** 53, 1e308, "/dev/\n", "a:b:c"),
);
const oddList = (names: readonly string[]) =>
  fc.array(fc.oneof(odd, fc.record(Object.fromEntries(names.map((name) => [name, odd])), { requiredKeys: [] })));
const document = fc.record({
  process: fc.record({ user: fc.record({ uid: odd, gid: odd, additionalGids: odd }), capabilities: odd }),
  mounts: oddList(["destination", "type", "source", "options"]),
  annotations: odd,
  root: odd,
  linux: fc.record({
    devices: oddList(["path", "type", "major", "minor", "fileMode", "uid", "gid"]),
    resources: fc.record({ devices: oddList(["allow", "type", "major", "minor", "access"]) }),
    namespaces: fc.oneof(odd, fc.constant([{ type: "user" }])),
    uidMappings: oddList(["containerID", "hostID", "size"]),
    gidMappings: oddList(["containerID", "hostID", "size"]),
    maskedPaths: odd,
    cgroupsPath: odd,
  }),
});

it.each(checks)("$name takes any container, and each message is one line", (check) => {
  fc.assert(
    fc.property(document, (json) => {
      for (const found of check.run({ ...subject, container: readContainer(json) })) {
        expect(`${found.message}${found.fix}`).not.toMatch(/\n/);
      }
    }),
  );
});

it.each(checks)("$name takes a container with tens of thousands of everything", (check) => {
  const many = <Item>(item: (index: number) => Item) => Array.from({ length: 30_000 }, (_, index) => item(index));
  const json = {
    process: { user: { uid: 1, additionalGids: many((index) => index) } },
    mounts: many((index) => ({ destination: `/dev/${index}`, type: "tmpfs", source: "tmpfs" })),
    linux: {
      devices: many((index) => ({ path: `/dev/${index}`, type: "c", major: 20, minor: index })),
      resources: { devices: many((index) => ({ allow: index % 2 === 0, type: "c", major: index, access: "rwm" })) },
      namespaces: [{ type: "user" }],
      uidMappings: many((index) => ({ containerID: index, hostID: index, size: 1 })),
      maskedPaths: many((index) => `/dev/${index}`),
    },
  };
  expect(check.run({ ...subject, container: readContainer(json) }).length).toBeLessThan(10);
});

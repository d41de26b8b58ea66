import { describe, expect, it } from "vitest";
import { parseOciDocument } from "../../src/oci/document.ts";
import { prepareSubject } from "../../src/preflight/prepare-subject.ts";
import { snapshotOf } from "../../src/registry/snapshot.ts";
import { fakeHost } from "../host/fake-host.ts";
import { subjectOn } from "./subject-on.ts";

describe("a subject", () => {
  const node = { path: "/dev/a" };
  const oci = { ociVersion: "1.2.0", linux: {} };

  it("has the container as it would be started, and each edit with those that bring it", () => {
    const { host } = fakeHost({ nodes: { "/dev/a": "c 240:1 0600" } });
    const { edits, container, devices } = subjectOn({
      host,
      devices: { one: { deviceNodes: [node] }, two: { env: ["A=1"] } },
      common: { env: ["ALL=1"] },
      oci,
    });
    expect(devices.map(({ device }) => device)).toEqual(["one", "two"]);
    expect(edits.deviceNodes).toEqual([{ edit: node, devices: ["vendor.com/device=one"] }]);
    expect(edits.env).toEqual([
      { edit: "ALL=1", devices: ["vendor.com/device=one", "vendor.com/device=two"] },
      { edit: "A=1", devices: ["vendor.com/device=two"] },
    ]);
    expect(container?.linux.devices).toMatchObject([{ path: "/dev/a", type: "c", major: 240, minor: 1 }]);
    expect(container?.process.env).toEqual(["ALL=1", "A=1"]);
  });

  it("has a stand-in for a node that is missing, so that everything else is looked at", () => {
    expect(subjectOn({ devices: { one: { deviceNodes: [node] } }, oci }).container?.linux.devices).toHaveLength(1);
  });

  it("is made of the names that resolve, and the others are told of", () => {
    const snapshot = snapshotOf([], { revision: "e.1", directories: [] });
    const { subject, faults } = prepareSubject({ host: fakeHost().host, snapshot, names: ["v.com/c=x", "no name"] });
    expect(subject.devices).toEqual([]);
    expect(faults.map(({ reason }) => reason)).toEqual(["unknown-vendor", "malformed-name"]);
  });

  it("is without a container where the document cannot take the edits, and that is told of", () => {
    const document = parseOciDocument('{"process": 5}');
    if ("code" in document) throw new Error(document.message);
    const spec = { cdiVersion: "0.5.0", kind: "v.com/c", devices: [{ name: "x", containerEdits: { env: ["A=1"] } }] };
    const file = { path: "/a.yaml", name: "a.yaml", priority: 0, spec, problems: [], seemingKinds: [] };
    const snapshot = snapshotOf([file], { revision: "e.1", directories: [] });
    const prepared = prepareSubject({ host: fakeHost().host, snapshot, names: ["v.com/c=x"], document });
    expect(prepared.subject.container).toBeUndefined();
    expect(prepared.documentFaults).toMatchObject([{ code: "invalid-oci-document" }]);
  });
});

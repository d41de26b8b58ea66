import type { ContainerEdits } from "../../src/cdi/spec.ts";
import type { HostTree } from "../../src/host/host-tree.ts";
import { parseOciDocument } from "../../src/oci/document.ts";
import { prepareSubject } from "../../src/preflight/prepare-subject.ts";
import { parseRuntimeVersion } from "../../src/preflight/runtime-version.ts";
import type { Subject } from "../../src/preflight/subject.ts";
import type { Problem } from "../../src/problems.ts";
import { snapshotOf } from "../../src/registry/snapshot.ts";
import { fakeHost } from "../host/fake-host.ts";

export interface SubjectParts {
  /** An empty one unless given; of `fakeHost`. */
  readonly host?: HostTree;
  /** The edits of the devices of `vendor.com/device`, by their names. All of them are asked for. */
  readonly devices?: Readonly<Record<string, ContainerEdits>>;
  /** What comes with each of them. */
  readonly common?: ContainerEdits;
  /** The OCI spec that they are put into. */
  readonly oci?: object;
  /** Where it lies. */
  readonly path?: string;
  /** As on the command line: `podman@5`. */
  readonly runtime?: string;
}

export const kind = "vendor.com/device";

/** What checks would look at. */
export function subjectOn(parts: SubjectParts): Subject {
  const { host = fakeHost().host, devices = {}, common, oci, path, runtime } = parts;
  const list = Object.entries(devices).map(([name, containerEdits]) => ({ name, containerEdits }));
  const spec = { cdiVersion: "1.1.0", kind, devices: list, ...(common && { containerEdits: common }) };
  const file = { path: "/etc/cdi/device.yaml", name: "device.yaml", priority: 0, spec, problems: [], seemingKinds: [] };
  const snapshot = snapshotOf(list.length > 0 ? [file] : [], { revision: "e.1", directories: [] });
  const document = oci && parseOciDocument(JSON.stringify(oci), path);
  if (document && "code" in document) throw new Error(document.message);
  const prepared = prepareSubject({
    host,
    snapshot,
    names: Object.keys(devices).map((name) => `${kind}=${name}`),
    runtime: runtime === undefined ? undefined : parseRuntimeVersion(runtime),
    document,
    path,
  });
  for (const { message } of [...prepared.faults, ...prepared.documentFaults]) throw new Error(message);
  return prepared.subject;
}

/** What a person reads first of problems: code, message and what to do. */
export function said(problems: readonly Problem[]): readonly string[] {
  return problems.map(
    ({ code, severity, message, fix }) => `${severity} ${code}: ${message}${fix === undefined ? "" : ` -> ${fix}`}`,
  );
}

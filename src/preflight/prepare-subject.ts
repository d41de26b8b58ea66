import { dirname } from "node:path";
import type { HostTree } from "../host/host-tree.ts";
import { applyEdits, type EditedDocument } from "../oci/apply-edits.ts";
import { type Container, readContainer } from "../oci/container.ts";
import type { HostDeviceNode } from "../oci/device-lookup.ts";
import type { OciDocument } from "../oci/document.ts";
import { printEdited } from "../oci/print-edited.ts";
import type { DocumentFault } from "../oci/wrong-shape.ts";
import type { DeviceFault } from "../registry/device-fault.ts";
import { resolve } from "../registry/resolve.ts";
import type { Snapshot } from "../registry/snapshot.ts";
import type { RuntimeVersion } from "./runtime-version.ts";
import { ownedEdits, type Subject } from "./subject.ts";

export interface PreflightRequest {
  readonly host: HostTree;
  readonly snapshot: Snapshot;
  /** Names or patterns. */
  readonly names: readonly string[];
  readonly runtime?: RuntimeVersion | undefined;
  /** The OCI spec before injection, and where it lies. */
  readonly document?: OciDocument | undefined;
  readonly path?: string | undefined;
}

export interface PreparedSubject {
  readonly subject: Subject;
  /** Names that do not resolve; the subject has the others. */
  readonly faults: readonly DeviceFault[];
  /** Why the devices could not be put into the OCI spec, which is then left out of the subject. */
  readonly documentFaults: readonly DocumentFault[];
}

/** Resolves what is asked for as far as it resolves, and injects it. */
export function prepareSubject({ host, snapshot, names, runtime, document, path }: PreflightRequest): PreparedSubject {
  const resolutions = names.map((name) => resolve([name], snapshot));
  const faults = resolutions.flatMap((resolution) => ("faults" in resolution ? resolution.faults : []));
  const good = names.filter((_, index) => {
    const resolution = resolutions[index];
    return resolution && "resolved" in resolution;
  });
  const resolution = resolve(good, snapshot);
  const { definitions, edits } = "resolved" in resolution ? resolution.resolved : { definitions: [], edits: {} };
  const more = "faults" in resolution ? resolution.faults : [];
  const edited = document && applyEdits(document, edits, (hostPath) => nodeOrStandIn(host, hostPath));
  const documentFaults =
    edited && "faults" in edited ? edited.faults.filter((fault) => fault.code === "invalid-oci-document") : [];
  const container = edited && "edits" in edited ? containerIn(edited) : undefined;
  const subject = {
    host,
    snapshot,
    runtime,
    devices: definitions,
    edits: ownedEdits(definitions),
    container,
    bundle: path === undefined ? undefined : dirname(path),
  };
  return { subject, faults: [...faults, ...more], documentFaults };
}

/** A node that is not there is a finding of its own, and keeps nothing else from being looked at. */
function nodeOrStandIn(host: HostTree, hostPath: string): HostDeviceNode {
  const found = host.deviceNode(hostPath);
  return "missing" in found ? { type: "c", major: 0, minor: 0, fileMode: 0o600 } : found;
}

/** The document may stand within a longer text. */
function containerIn(edited: EditedDocument): Container {
  const { text, root } = edited.document;
  const json: unknown = JSON.parse(printEdited(edited).slice(root.start, root.end - text.length || undefined));
  return readContainer(json);
}

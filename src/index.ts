/**
 * The library: what `cdictl` is made of. Load or watch CDI spec directories, resolve device names, apply the edits to OCI
 * runtime specs, and read, check and write specs. docs/library.md has an example for each.
 */

export {
  type AnnotatedDevices,
  annotationKey,
  annotationPrefix,
  annotationValue,
  devicesInAnnotations,
} from "./cdi/annotations.ts";
export { inspectSpec } from "./cdi/inspect-spec.ts";
export {
  isClassName,
  isDeviceName,
  isQualifiedName,
  isVendorName,
  parseQualifiedName,
  type QualifiedName,
  qualifiedName,
} from "./cdi/names.ts";
export { printSpec, type SpecFormat } from "./cdi/print-spec.ts";
export { readSpec } from "./cdi/read-spec.ts";
export type { ContainerEdits, Device, DeviceNode, Hook, IntelRdt, Mount, NetDevice, Spec } from "./cdi/spec.ts";
export { specFileName, transientSpecFileName } from "./cdi/spec-file-names.ts";
export type { SpecReading } from "./cdi/spec-reading.ts";
export { type RootChange, type RootSide, transformRoot } from "./cdi/transform-root.ts";
export { currentVersion, minimumVersion, releasedVersions } from "./cdi/versions.ts";
export { lookUpDeviceNode } from "./host/device-node.ts";
export { type ApplyFault, applyEdits, type EditedDocument, type OciEdit } from "./oci/apply-edits.ts";
export type { DeviceLookup, HostDeviceNode } from "./oci/device-lookup.ts";
export { type OciDocument, parseOciDocument } from "./oci/document.ts";
export type { ListItem } from "./oci/edited-list.ts";
export { patchOf } from "./oci/json-patch.ts";
export type { ArraySpan, LeafSpan, MemberSpan, ObjectSpan, Span } from "./oci/json-spans.ts";
export type { JsonStyle, JsonValue } from "./oci/json-style.ts";
export { printEdited } from "./oci/print-edited.ts";
export {
  type DeviceRequest,
  type RequestedDevices,
  type RequestSources,
  requestedDevices,
} from "./oci/requested-devices.ts";
export type { NodeFault } from "./oci/resolve-node.ts";
export type { DocumentFault } from "./oci/wrong-shape.ts";
export {
  isError,
  type Problem,
  type ProblemCode,
  problemCatalogue,
  type Severity,
} from "./problems.ts";
export { defaultSpecDirs } from "./registry/default-spec-dirs.ts";
export type { DefinedDevice, ValidSpecFile } from "./registry/defined-device.ts";
export type { ChangeType, DeviceChange, Reread } from "./registry/device-changes.ts";
export type { DeviceFault, FaultReason } from "./registry/device-fault.ts";
export { inspectPath } from "./registry/inspect-spec-file.ts";
export { inspectDirectories, type LoadOptions, loadSnapshot } from "./registry/load-snapshot.ts";
export type { RegistryUpdate, RevisedChange, UpdateListener } from "./registry/publisher.ts";
export type { Conflict } from "./registry/rank-definitions.ts";
export { Registry, type RegistryOptions } from "./registry/registry.ts";
export { type Resolution, type ResolvedEdits, resolve } from "./registry/resolve.ts";
export { resolveOnce } from "./registry/resolve-once.ts";
export type { Snapshot, SpecDirectory } from "./registry/snapshot.ts";
export type { SpecFile, SpecFilePlace } from "./registry/spec-file.ts";
export { removeSpec, type SpecWriting, type WriteSpecOptions, writeSpec } from "./registry/write-spec.ts";

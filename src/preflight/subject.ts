import type { ContainerEdits, DeviceNode, Hook, Mount, NetDevice } from "../cdi/spec.ts";
import { grouped } from "../host/grouped.ts";
import type { HostTree } from "../host/host-tree.ts";
import type { Container } from "../oci/container.ts";
import type { DefinedDevice } from "../registry/defined-device.ts";
import type { Snapshot } from "../registry/snapshot.ts";
import type { RuntimeVersion } from "./runtime-version.ts";

/** What checks look at: devices on a host and, where one is given, a container that is to have them. */
export interface Subject {
  readonly host: HostTree;
  readonly snapshot: Snapshot;
  /** The runtime that is to start the container, where that is known. */
  readonly runtime: RuntimeVersion | undefined;
  /** Those asked for that resolve. */
  readonly devices: readonly DefinedDevice[];
  /** What they ask of a container, each with the devices that bring it. */
  readonly edits: OwnedEdits;
  /** The container as it would be started, the edits in it; undefined where no OCI spec was given. */
  readonly container: Container | undefined;
  /** Where the OCI spec lies, which relative paths start from. */
  readonly bundle: string | undefined;
}

/** An edit, and the names of the devices that bring it by themselves or with their spec. */
export interface Owned<Edit> {
  readonly edit: Edit;
  readonly devices: readonly string[];
}

export interface OwnedEdits {
  readonly env: readonly Owned<string>[];
  readonly deviceNodes: readonly Owned<DeviceNode>[];
  readonly netDevices: readonly Owned<NetDevice>[];
  readonly hooks: readonly Owned<Hook>[];
  readonly mounts: readonly Owned<Mount>[];
  readonly additionalGids: readonly Owned<number>[];
}

/** The edits of devices, those of a spec once however many of its devices there are. */
export function ownedEdits(devices: readonly DefinedDevice[]): OwnedEdits {
  const parts = partsOf(devices);
  const owned = <Edit>(list: (edits: ContainerEdits) => readonly Edit[] | undefined): Owned<Edit>[] =>
    parts.flatMap(({ edits, devices: owners }) => (list(edits) ?? []).map((edit) => ({ edit, devices: owners })));
  return {
    env: owned(({ env }) => env),
    deviceNodes: owned(({ deviceNodes }) => deviceNodes),
    netDevices: owned(({ netDevices }) => netDevices),
    hooks: owned(({ hooks }) => hooks),
    mounts: owned(({ mounts }) => mounts),
    additionalGids: owned(({ additionalGids }) => additionalGids),
  };
}

interface Part {
  readonly edits: ContainerEdits;
  readonly devices: readonly string[];
}

function partsOf(devices: readonly DefinedDevice[]): Part[] {
  const distinct = [...new Map(devices.map((device) => [device.name, device])).values()];
  const files = grouped(distinct, ({ file }) => file);
  return [...files].flatMap(([{ spec }, those]) => [
    ...(spec.containerEdits ? [{ edits: spec.containerEdits, devices: those.map(({ name }) => name) }] : []),
    ...those.map(({ name, definition }) => ({ edits: definition.containerEdits, devices: [name] })),
  ]);
}

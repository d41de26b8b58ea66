import { grouped } from "../../host/grouped.ts";
import type { ContainerMount } from "../../oci/container.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import { oncePer } from "../once-per.ts";
import { devicesOf } from "../owners.ts";
import type { Subject } from "../subject.ts";

/** A mount that a runtime will make, and the devices that bring it; none where it is the container's own. */
export interface PlannedMount extends ContainerMount {
  readonly devices: readonly string[];
  /** What has to be changed to change the mount, as part of a sentence. */
  readonly writtenIn: string;
}

/** The container's mounts in the order in which they are made; those of the devices alone where there is no container. */
export const plannedMounts = oncePer((subject: Subject): readonly PlannedMount[] => {
  const paths = new Map(subject.devices.map(({ name, path }) => [name, path]));
  const edits = grouped(subject.edits.mounts, ({ edit }) => key(edit.containerPath, edit.hostPath));
  const planned = (mount: ContainerMount): PlannedMount => {
    const owners = edits.get(key(mount.destination, mount.source ?? "")) ?? [];
    const devices = devicesOf(owners);
    const [first = ""] = devices;
    const path = paths.get(first);
    return { ...mount, devices, writtenIn: path === undefined ? "the OCI spec" : pathInMessage(path) };
  };
  return (subject.container?.mounts ?? mountsOfDevices(subject)).map(planned);
});

function mountsOfDevices({ edits }: Subject): readonly ContainerMount[] {
  return edits.mounts.map(({ edit: { containerPath, hostPath, type, options = [] } }) => {
    return { destination: containerPath, source: hostPath, type, options };
  });
}

function key(destination: string, source: string): string {
  return `${destination}\0${source}`;
}

/** Whether it binds a part of the host: an option says so, the type does not matter. */
export function isBind({ options }: ContainerMount): boolean {
  return options.includes("bind") || options.includes("rbind");
}

/** A mount at the beginning of a message. */
export function cannotMount({ source, destination, type }: PlannedMount): string {
  const what = source ? pathInMessage(source) : pathInMessage(type || "a file system");
  return `Cannot mount ${what} at ${pathInMessage(destination)}`;
}

import { grouped } from "../../host/grouped.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import { oncePer } from "../once-per.ts";
import { devicesOf } from "../owners.ts";
import type { Subject } from "../subject.ts";

/** A network interface that a runtime is to move from the host into the container. */
export interface MovedInterface {
  /** Its name on the host. */
  readonly host: string;
  /** Its name in the container. */
  readonly name: string;
  /** Those that ask for it; none where it is the container's own matter. */
  readonly devices: readonly string[];
  /** What has to be changed to leave it alone, as part of a sentence. */
  readonly writtenIn: string;
}

/** The interfaces of a subject's container; those of the devices alone where there is no container. */
export const movedInterfaces = oncePer((subject: Subject): readonly MovedInterface[] => {
  const paths = new Map(subject.devices.map(({ name, path }) => [name, path]));
  const edits = grouped(subject.edits.netDevices, ({ edit }) => edit.hostInterfaceName);
  const names =
    subject.container?.linux.netDevices ??
    new Map(subject.edits.netDevices.map(({ edit }) => [edit.hostInterfaceName, edit.name]));
  return Array.from(names, ([host, name]) => {
    const devices = devicesOf(edits.get(host) ?? []);
    const path = devices[0] === undefined ? undefined : paths.get(devices[0]);
    return { host, name, devices, writtenIn: path === undefined ? "the OCI spec" : pathInMessage(path) };
  });
});

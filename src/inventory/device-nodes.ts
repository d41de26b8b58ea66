import type { DeviceNode } from "../cdi/spec.ts";
import type { DefinedDevice } from "../registry/defined-device.ts";

const none: readonly DeviceNode[] = [];

/** The device nodes that a device's own edits bring. */
export function ownNodes({ definition }: DefinedDevice): readonly DeviceNode[] {
  return definition.containerEdits.deviceNodes ?? none;
}

/** Those that come with every device of its spec. */
export function commonNodes({ spec }: DefinedDevice): readonly DeviceNode[] {
  return spec.containerEdits?.deviceNodes ?? none;
}

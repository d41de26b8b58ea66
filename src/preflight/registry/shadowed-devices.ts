import { isDeepStrictEqual } from "node:util";
import { grouped } from "../../host/grouped.ts";
import { problem } from "../../problems.ts";
import type { DefinedDevice } from "../../registry/defined-device.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";

/** Whether a device is what another spec says as well, which a runtime that looks into fewer directories goes by. */
export const shadowedDevices: Check = {
  name: "shadowed-devices",
  run: ({ devices, snapshot }) => {
    const pairs = devices.flatMap((device) => {
      const other = snapshot.shadowedBy(device.name).find((each) => !saysTheSame(each, device));
      return other ? [{ device, other }] : [];
    });
    const groups = grouped(pairs, ({ device, other }) => `${device.path}\0${other.path}`);
    return [...groups.values()].flatMap((group) => {
      const [first] = group;
      if (!first) return [];
      const [path, under] = [first.device.path, first.other.path];
      const message = `The definition in ${pathInMessage(path)} counts, and another in ${pathInMessage(under)}, which is of lower priority, does not`;
      const fix = `Take it out of ${pathInMessage(under)}, or out of ${pathInMessage(path)} if that is the outdated one`;
      return [problem("device-shadowed", message, { path, devices: group.map(({ device }) => device.name), fix })];
    });
  },
};

function saysTheSame(one: DefinedDevice, other: DefinedDevice): boolean {
  return (
    isDeepStrictEqual(one.definition.containerEdits, other.definition.containerEdits) &&
    isDeepStrictEqual(one.spec.containerEdits, other.spec.containerEdits)
  );
}

import type { HostTree } from "../../host/host-tree.ts";
import { deviceNameOf } from "../naming/device-name.ts";
import type { NameClaim } from "../naming/names-apart.ts";
import { placeNameOf } from "../naming/place-name.ts";
import { type NameAtPlace, pluggedNames } from "../naming/plugged-names.ts";
import { withUsbGeneration } from "../udev/by-path-name.ts";
import { usableSerial } from "../udev/usb-identity.ts";
import type { UsbUnit } from "./usb-unit.ts";

/**
 * The names of USB devices: vendor and product, the same with the serial number, and the port that it is plugged into, by
 * the controller or by the kernel's number of the bus, which can be another one after a start. A name that would stand
 * for several stands for none: what has no serial number of its own is told apart by its port.
 */
export function unitNames(host: HostTree, units: readonly UsbUnit[]): readonly NameClaim<UsbUnit>[] {
  return pluggedNames(units, {
    kernelNames: (owner) => [{ owner, name: owner.name, isStable: false }],
    identities: (unit, at) => modelClaims(host, unit, at),
    places: (unit) => placeClaim(host, unit),
  });
}

function modelClaims(host: HostTree, owner: UsbUnit, at: NameAtPlace): readonly NameClaim<UsbUnit>[] {
  const { model, devicePath } = owner;
  const serial = usableSerial(host.readText(`${devicePath}/serial`, 4096));
  const name = serial === "" ? undefined : deviceNameOf(`${model}-${serial}`);
  if (name === undefined || name === model) return [{ owner, name: model, isStable: true, otherwise: at(model) }];
  return [
    { owner, name: model, isStable: true },
    { owner, name, isStable: true, otherwise: at(name) },
  ];
}

function placeClaim(host: HostTree, owner: UsbUnit): NameClaim<UsbUnit>[] {
  const name = placeNameOf(host, owner.devicePath);
  if (name === undefined) return [];
  return [{ owner, name, isStable: true, otherwise: withUsbGeneration(host, name, owner.devicePath) }];
}

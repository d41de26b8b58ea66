import type { HostTree } from "../../host/host-tree.ts";
import { deviceNameOf } from "../device-name.ts";
import { besideKernelNames, type NameClaim, namesApart } from "../names-apart.ts";
import { byPathName, withUsbGeneration } from "../udev/by-path-name.ts";
import { usableSerial } from "../udev/usb-identity.ts";
import type { UsbUnit } from "./usb-unit.ts";

/**
 * The names of USB devices: vendor and product, the same with the serial number, and the port that it is plugged into, by
 * the controller or by the kernel's number of the bus, which can be another one after a start. A name that would stand
 * for several stands for none: what has no serial number of its own is told apart by its port.
 */
export function unitNames(host: HostTree, units: readonly UsbUnit[]): readonly NameClaim<UsbUnit>[] {
  const places = namesApart(units.flatMap((unit) => placeClaim(host, unit)));
  const placeOf = new Map(places.map(({ owner, name }) => [owner, name]));
  const models = namesApart(units.flatMap((unit) => modelClaims(host, unit, placeOf.get(unit))));
  const kernels = units.map((owner): NameClaim<UsbUnit> => ({ owner, name: owner.name, isStable: false }));
  return besideKernelNames(kernels, [...models, ...places]);
}

function modelClaims(host: HostTree, owner: UsbUnit, place: string | undefined): NameClaim<UsbUnit>[] {
  const { model, devicePath } = owner;
  const serial = usableSerial(host.readText(`${devicePath}/serial`, 4096));
  const name = serial === "" ? undefined : deviceNameOf(`${model}-${serial}`);
  const at = (plain: string): string | undefined => (place === undefined ? undefined : `${plain}_at_${place}`);
  if (name === undefined || name === model) return [{ owner, name: model, isStable: true, otherwise: at(model) }];
  return [
    { owner, name: model, isStable: true },
    { owner, name, isStable: true, otherwise: at(name) },
  ];
}

function placeClaim(host: HostTree, owner: UsbUnit): NameClaim<UsbUnit>[] {
  const place = byPathName(host, owner.devicePath);
  const name = place === undefined ? undefined : deviceNameOf(place);
  if (name === undefined) return [];
  return [{ owner, name, isStable: true, otherwise: withUsbGeneration(host, name, owner.devicePath) }];
}

import { basename } from "node:path";
import type { GeneratorHost } from "../generator.ts";
import { deviceNameOf } from "../naming/device-name.ts";
import type { NameClaim } from "../naming/names-apart.ts";
import { type NameAtPlace, pluggedNames } from "../naming/plugged-names.ts";
import { byPathName, withUsbGeneration } from "../udev/by-path-name.ts";
import { byIdName } from "./by-id-name.ts";
import type { Port } from "./port.ts";

/** The names of ports. On a UART the kernel's name stays; it is the adapters on USB that it counts up as they come. */
export function portNames(host: GeneratorHost, ports: readonly Port[]): readonly NameClaim<Port>[] {
  return pluggedNames(ports, {
    kernelNames: (owner) => [{ owner, name: owner.name.replaceAll("!", "_"), isStable: !owner.usb }],
    identities: (port, at) => identityClaim(host, port, at),
    places: (port) => placeClaim(host, port),
  });
}

function identityClaim({ tree }: GeneratorHost, port: Port, at: NameAtPlace): readonly NameClaim<Port>[] {
  if (!port.usb) return [];
  const id = byIdName(tree, port.usb);
  const name = deviceNameOf(id);
  if (name === undefined) return [];
  return [{ owner: port, name, isStable: true, link: `serial/by-id/usb-${id}`, otherwise: at(name) }];
}

function placeClaim({ tree }: GeneratorHost, port: Port): NameClaim<Port>[] {
  const { devicePath, usb } = port;
  if (devicePath === undefined) return [];
  const place = byPathName(tree, devicePath);
  if (place === undefined) return [];
  const suffix = usb?.portNumber === undefined ? "" : `-port${usb.portNumber}`;
  const path = `${place}${suffix}`;
  const name = deviceNameOf(path);
  if (name === undefined) return [];
  const finer = usb ? `${withUsbGeneration(tree, place, usb.devicePath)}${suffix}` : placeOfUart(place, devicePath);
  const otherwise = finer === undefined ? undefined : deviceNameOf(finer);
  return [{ owner: port, name, isStable: true, link: `serial/by-path/${path}`, otherwise }];
}

/** Of several UARTs in one place, each has a number there, of which older kernels do not tell. */
function placeOfUart(place: string, devicePath: string): string | undefined {
  const index = /\.(\d+)$/.exec(basename(devicePath))?.[1];
  return index === undefined ? undefined : `${place}-port${index}`;
}

import { basename } from "node:path";
import { deviceNameOf } from "../device-name.ts";
import type { GeneratorHost } from "../generator.ts";
import { besideKernelNames, type NameClaim, namesApart } from "../names-apart.ts";
import { byPathName, withUsbGeneration } from "../udev/by-path-name.ts";
import { byIdName } from "./by-id-name.ts";
import type { Port } from "./port.ts";

/**
 * The names of ports: the kernel's, that of what is plugged in, and that of where. Each stands for one port. Where adapters
 * cannot be told apart by what they are, all of them are by where they are too, and none keeps the ambiguous name.
 */
export function portNames(host: GeneratorHost, ports: readonly Port[]): readonly NameClaim<Port>[] {
  const places = namesApart(ports.flatMap((port) => placeClaim(host, port)));
  const placeOf = new Map(places.map(({ owner, name }) => [owner, name]));
  const identities = ports.flatMap((port) => identityClaim(host, port, placeOf.get(port)));
  const kernels = ports.map(
    (port): NameClaim<Port> => ({ owner: port, name: port.name.replaceAll("!", "_"), isStable: !port.usb }),
  );
  return besideKernelNames(kernels, [...namesApart(identities), ...places]);
}

function identityClaim({ tree }: GeneratorHost, port: Port, place: string | undefined): NameClaim<Port>[] {
  if (!port.usb) return [];
  const id = byIdName(tree, port.usb);
  const name = deviceNameOf(id);
  if (name === undefined) return [];
  const otherwise = place === undefined ? undefined : `${name}_at_${place}`;
  return [{ owner: port, name, isStable: true, link: `serial/by-id/usb-${id}`, otherwise }];
}

function placeClaim({ tree }: GeneratorHost, port: Port): NameClaim<Port>[] {
  const { devicePath, usb } = port;
  const place = byPathName(tree, devicePath);
  if (place === undefined) return [];
  const suffix = usb?.portNumber === undefined ? "" : `-port${usb.portNumber}`;
  const path = `${place}${suffix}`;
  const name = deviceNameOf(path);
  if (name === undefined) return [];
  const index = /\.(\d+)$/.exec(basename(devicePath))?.[1];
  const finer = usb
    ? `${withUsbGeneration(tree, place, usb.devicePath)}${suffix}`
    : index === undefined
      ? undefined
      : `${place}-port${index}`;
  const otherwise = finer === undefined ? undefined : deviceNameOf(finer);
  return [{ owner: port, name, isStable: true, link: `serial/by-path/${path}`, otherwise }];
}

import { basename } from "node:path";
import { deviceNameOf } from "../device-name.ts";
import type { GeneratorHost } from "../generator.ts";
import { byIdName } from "./by-id-name.ts";
import { byPathName, withUsbGeneration } from "./by-path-name.ts";
import type { Port } from "./port.ts";

/** A name that a port has as a device. */
export interface PortName {
  readonly port: Port;
  readonly name: string;
  /** Whether it is still the port's after it was unplugged, or the host started anew. */
  readonly isStable: boolean;
  /** The link of that name below `/dev`, which may be there or not. */
  readonly link?: string;
}

/** A name before it is known whether others have it too. */
interface Claim extends PortName {
  /** The name that it gets where others claim the same. */
  readonly otherwise?: string | undefined;
}

/**
 * The names of ports: the kernel's, that of what is plugged in, and that of where. Each stands for one port. Where adapters
 * cannot be told apart by what they are, all of them are by where they are too, and none keeps the ambiguous name.
 */
export function portNames(host: GeneratorHost, ports: readonly Port[]): readonly PortName[] {
  const places = resolve(ports.flatMap((port) => placeClaim(host, port)));
  const placeOf = new Map(places.map(({ port, name }) => [port, name]));
  const identities = ports.flatMap((port) => identityClaim(host, port, placeOf.get(port)));
  const kernels = ports.map((port): Claim => ({ port, name: port.name.replaceAll("!", "_"), isStable: !port.usb }));
  const taken = new Set(kernels.map(({ name }) => name));
  const others = resolve([...resolve(identities), ...places]).filter(({ name }) => !taken.has(name));
  return [...kernels, ...others];
}

/** Each claim under a name that no other has; those that have none are left out. */
function resolve(claims: readonly Claim[]): readonly Claim[] {
  const first = unambiguous(claims);
  const settled = new Set(first);
  const rest = claims.filter((claim) => !settled.has(claim));
  const renamed = rest.flatMap(({ port, isStable, otherwise }) =>
    otherwise === undefined ? [] : [{ port, isStable, name: otherwise }],
  );
  const names = new Set(first.map(({ name }) => name));
  return [...first, ...unambiguous(renamed).filter(({ name }) => !names.has(name))];
}

function unambiguous(claims: readonly Claim[]): readonly Claim[] {
  const counts = new Map<string, number>();
  for (const { name } of claims) counts.set(name, (counts.get(name) ?? 0) + 1);
  return claims.filter(({ name }) => counts.get(name) === 1);
}

function identityClaim({ tree }: GeneratorHost, port: Port, place: string | undefined): Claim[] {
  if (!port.usb) return [];
  const id = byIdName(tree, port.usb);
  const name = deviceNameOf(id);
  if (name === undefined) return [];
  const otherwise = place === undefined ? undefined : `${name}_at_${place}`;
  return [{ port, name, isStable: true, link: `serial/by-id/usb-${id}`, otherwise }];
}

function placeClaim({ tree }: GeneratorHost, port: Port): Claim[] {
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
  return [{ port, name, isStable: true, link: `serial/by-path/${path}`, otherwise }];
}

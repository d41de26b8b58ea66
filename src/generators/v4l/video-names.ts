import type { HostTree } from "../../host/host-tree.ts";
import { usbDirectoryOf } from "../../host/usb-device.ts";
import { deviceNameOf } from "../naming/device-name.ts";
import type { NameClaim } from "../naming/names-apart.ts";
import { type NameAtPlace, pluggedNames } from "../naming/plugged-names.ts";
import { byPathName, withUsbGeneration } from "../udev/by-path-name.ts";
import { usbIdentity } from "../udev/usb-identity.ts";
import type { VideoDevice } from "./video-device.ts";

/**
 * The names of video devices: what is plugged in, where, and the kernel's names of the nodes, which it gives in the order in
 * which devices turn up. Cameras of one make, or of one case, are told apart by where they are.
 */
export function videoNames(host: HostTree, videos: readonly VideoDevice[]): readonly NameClaim<VideoDevice>[] {
  return pluggedNames(videos, {
    kernelNames: kernelClaims,
    identities: (video, at) => identityClaim(host, video, at),
    places: (video) => placeClaim(host, video),
  });
}

function kernelClaims(owner: VideoDevice): readonly NameClaim<VideoDevice>[] {
  return owner.nodes
    .filter(({ name }) => !name.startsWith("media"))
    .flatMap(({ name }) => deviceNameOf(name) ?? [])
    .map((name) => ({ owner, name, isStable: false }));
}

function identityClaim(host: HostTree, owner: VideoDevice, at: NameAtPlace): readonly NameClaim<VideoDevice>[] {
  const usb = usbDirectoryOf(owner.devicePath);
  const id = usb === undefined ? "" : usbIdentity(host, usb);
  const name = deviceNameOf(id);
  if (name === undefined) return [];
  return [{ owner, name, isStable: true, link: `v4l/by-id/usb-${id}`, otherwise: at(name) }];
}

function placeClaim(host: HostTree, owner: VideoDevice): NameClaim<VideoDevice>[] {
  const place = byPathName(host, owner.devicePath);
  const name = place === undefined ? undefined : deviceNameOf(place);
  if (place === undefined || name === undefined) return [];
  const usb = usbDirectoryOf(owner.devicePath);
  const finer = usb === undefined ? undefined : deviceNameOf(withUsbGeneration(host, place, usb));
  return [{ owner, name, isStable: true, link: `v4l/by-path/${place}`, otherwise: finer }];
}

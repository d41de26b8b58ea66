import type { HostTree } from "../../host/host-tree.ts";
import { usbDirectoryOf } from "../../host/usb-device.ts";
import { deviceNameOf } from "../device-name.ts";
import { besideKernelNames, type NameClaim, namesApart } from "../names-apart.ts";
import { byPathName, withUsbGeneration } from "../udev/by-path-name.ts";
import { usbIdentity } from "../udev/usb-identity.ts";
import type { VideoDevice } from "./video-device.ts";

/**
 * The names of video devices: what is plugged in, where, and the kernel's names of the nodes, which it gives in the order in
 * which devices turn up. Cameras of one make, or of one case, are told apart by where they are.
 */
export function videoNames(host: HostTree, videos: readonly VideoDevice[]): readonly NameClaim<VideoDevice>[] {
  const places = namesApart(videos.flatMap((video) => placeClaim(host, video)));
  const placeOf = new Map(places.map(({ owner, name }) => [owner, name]));
  const identities = namesApart(videos.flatMap((video) => identityClaim(host, video, placeOf.get(video))));
  const kernels = videos.flatMap((owner) =>
    owner.nodes
      .filter(({ name }) => !name.startsWith("media"))
      .flatMap(({ name }) => deviceNameOf(name) ?? [])
      .map((name): NameClaim<VideoDevice> => ({ owner, name, isStable: false })),
  );
  return besideKernelNames(kernels, [...identities, ...places]);
}

function identityClaim(host: HostTree, owner: VideoDevice, place: string | undefined): NameClaim<VideoDevice>[] {
  const usb = usbDirectoryOf(owner.devicePath);
  const id = usb === undefined ? "" : usbIdentity(host, usb);
  const name = deviceNameOf(id);
  if (name === undefined) return [];
  const otherwise = place === undefined ? undefined : `${name}_at_${place}`;
  return [{ owner, name, isStable: true, link: `v4l/by-id/usb-${id}`, otherwise }];
}

function placeClaim(host: HostTree, owner: VideoDevice): NameClaim<VideoDevice>[] {
  const place = byPathName(host, owner.devicePath);
  const name = place === undefined ? undefined : deviceNameOf(place);
  if (place === undefined || name === undefined) return [];
  const usb = usbDirectoryOf(owner.devicePath);
  const finer = usb === undefined ? undefined : deviceNameOf(withUsbGeneration(host, place, usb));
  return [{ owner, name, isStable: true, link: `v4l/by-path/${place}`, otherwise: finer }];
}

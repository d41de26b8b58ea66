import { dirname } from "node:path";
import { grouped } from "../../host/grouped.ts";
import { sysfsInteger } from "../../host/sysfs-value.ts";
import type { Problem } from "../../problems.ts";
import type { GeneratorHost } from "../generator.ts";
import { naturalOrder } from "../naming/natural-order.ts";
import { classNode } from "../nodes/class-node.ts";
import { usableNodes } from "../nodes/usable-nodes.ts";
import type { VideoDevice, VideoNode } from "./video-device.ts";

/** The video devices of a host that containers can have. */
export interface VideoSearch {
  readonly videos: readonly VideoDevice[];
  readonly problems: readonly Problem[];
}

const videoDirectory = "/sys/class/video4linux";
const mediaDirectory = "/sys/bus/media/devices";

interface Entry {
  readonly name: string;
  readonly directory: string;
  readonly devicePath: string;
}

/** The node by which a program sets the hardware's parts up goes with the nodes that have the pictures. */
export function findVideos(host: GeneratorHost): VideoSearch {
  const media = grouped(mediaEntries(host), ({ devicePath }) => devicePath);
  const devices = grouped(videoEntries(host), ({ devicePath }) => devicePath);
  const found = [...devices].map(([devicePath, entries]) => {
    const own = entries.map((entry) => videoNode(host, entry));
    const adding = (media.get(devicePath) ?? []).map((entry) => videoNode(host, entry));
    const names = own.map(({ name }) => name).join(", ");
    const { nodes, problems } = usableNodes(`video device ${names}`, own, adding);
    const usable = new Set(nodes.map(({ path }) => path));
    return { devicePath, nodes: [...own, ...adding].filter(({ path }) => usable.has(path)), problems };
  });
  return {
    videos: found.filter(({ nodes }) => nodes.length > 0),
    problems: found.flatMap(({ problems }) => problems),
  };
}

function videoEntries({ tree }: GeneratorHost): readonly Entry[] {
  return (tree.list(videoDirectory) ?? []).toSorted(naturalOrder).flatMap((name) => {
    const directory = `${videoDirectory}/${name}`;
    const devicePath = tree.realPath(`${directory}/device`) ?? tree.realPath(directory);
    return devicePath === undefined ? [] : [{ name, directory, devicePath }];
  });
}

function mediaEntries({ tree }: GeneratorHost): readonly Entry[] {
  return (tree.list(mediaDirectory) ?? []).toSorted(naturalOrder).flatMap((name) => {
    const directory = tree.realPath(`${mediaDirectory}/${name}`);
    return directory === undefined ? [] : [{ name, directory, devicePath: dirname(directory) }];
  });
}

function videoNode(host: GeneratorHost, { name, directory }: Entry): VideoNode {
  const index = sysfsInteger(host.tree, `${directory}/index`);
  return { name, ...classNode(host, directory, { of: "video device" }), ...(index !== undefined && { index }) };
}

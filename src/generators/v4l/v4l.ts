import type { HostTree } from "../../host/host-tree.ts";
import { sysfsText } from "../../host/sysfs-value.ts";
import { detectionOf } from "../detection.ts";
import { specOf } from "../devices/found-devices.ts";
import { namedDevices } from "../devices/named-devices.ts";
import { attributeAnnotations } from "../facts/attribute-annotations.ts";
import { hardwareFacts } from "../facts/hardware-facts.ts";
import type { Detection, Generated, Generator, GeneratorHost, GeneratorOptions } from "../generator.ts";
import { findVideos, type VideoSearch } from "./find-videos.ts";
import type { VideoDevice } from "./video-device.ts";
import { videoEdits } from "./video-edits.ts";
import { videoNames } from "./video-names.ts";

/** Cameras, capture cards and codecs, each with all of its nodes, under names that stay theirs. */
export const v4l: Generator = {
  name: "v4l",
  kind: "v4l.dev/video",
  signals: [
    { path: "/sys/class/video4linux" },
    { path: "/sys/bus/media/devices" },
    { path: "/dev", on: "devices" },
    { path: "/dev/v4l", on: "devices", depth: 1 },
  ],
  detect,
  generate,
};

function detect(host: GeneratorHost): Detection {
  const search = findVideos(host);
  const names = search.videos.flatMap(({ nodes }) => nodes.map(({ name }) => name));
  return detectionOf(names, () => whyNone(host, search));
}

function whyNone({ tree }: GeneratorHost, { problems }: VideoSearch): string {
  if (problems.length > 0) return "no video device has a device node that can be used";
  const isListed = tree.list("/sys/class/video4linux") !== undefined;
  return isListed ? "nothing is in /sys/class/video4linux" : "there is no /sys/class/video4linux";
}

function generate(host: GeneratorHost, { kind = v4l.kind }: GeneratorOptions): Generated {
  const { videos, problems } = findVideos(host);
  const devices = namedDevices(videoNames(host.tree, videos), {
    domain: "v4l.dev",
    annotations: (video) => videoAnnotations(host.tree, video),
    edits: (name) => videoEdits(host, name),
  });
  return specOf(kind, { devices, problems });
}

/** What is on no bus with models in its identity has one in the name that its driver gives it. */
function videoAnnotations(host: HostTree, { devicePath, nodes }: VideoDevice): Record<string, string> {
  const facts = hardwareFacts(host, devicePath);
  const title = sysfsText(host, `/sys/class/video4linux/${nodes[0]?.name}/name`);
  return attributeAnnotations({ type: "video", ...facts, productName: facts["productName"] ?? title });
}

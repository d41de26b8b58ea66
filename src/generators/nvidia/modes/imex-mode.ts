import { basename } from "node:path";
import type { Device } from "../../../cdi/spec.ts";
import { problem } from "../../../problems.ts";
import { allDevice } from "../../devices/all-device.ts";
import { withNodes } from "../../nodes/with-nodes.ts";
import { isSet, valuesOf } from "../../option-values.ts";
import { noRuntime } from "../driver/driver-edits.ts";
import { nodesIn } from "../nodes/nodes-in.ts";
import type { Site } from "../site.ts";
import type { Mode } from "./mode.ts";

const folder = "/dev/nvidia-caps-imex-channels";

/** The channels by which GPUs of several machines share memory, each under its number. */
export const imexMode: Mode = {
  kind: "nvidia.com/imex-channel",
  find: (site) => {
    const devices = wantedChannels(site);
    const all = devices.length === 0 || isSet(site.options, "no-all-device") ? [] : [allDevice(devices)];
    return { devices: [...devices, ...all], edits: { env: [noRuntime] } };
  },
};

function wantedChannels(site: Site): readonly Device[] {
  const channels = nodesIn(site, folder, /^channel\d{1,7}$/).map(
    (node): Device => ({ name: basename(node.path).slice("channel".length), containerEdits: withNodes([node]) }),
  );
  const asked = valuesOf(site.options, "device-id").map((id) => id.replace(/^channel(?=\d)/, ""));
  if (asked.length === 0 || asked.includes("all")) {
    if (channels.length === 0) site.report(problem("odd-device", `There are no IMEX channels in ${folder}`));
    return channels;
  }
  const names = new Set(channels.map(({ name }) => name));
  for (const id of asked.filter((name) => !names.has(name))) {
    site.report(problem("odd-device", `Cannot offer IMEX channel ${id}: it is not in ${folder}`));
  }
  const wanted = new Set(asked);
  return channels.filter(({ name }) => wanted.has(name));
}

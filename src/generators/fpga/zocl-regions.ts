import { basename } from "node:path";
import { drmDevices } from "../../host/drm-nodes.ts";
import { sysfsLink } from "../../host/sysfs-value.ts";
import { hardwareFacts } from "../facts/hardware-facts.ts";
import { placeNameOf } from "../naming/place-name.ts";
import { classNode } from "../nodes/class-node.ts";
import type { Region, RegionFinder } from "./region.ts";

const driver = "zocl-drm";

/** The programmable logic of a chip that has processors as well, such as a Zynq. */
export const zoclRegions: RegionFinder = (host) =>
  [...drmDevices(host.tree)].flatMap(([directory, drm]): Region[] => {
    if (sysfsLink(host.tree, `${directory}/driver`) !== driver) return [];
    const render = drm.filter(({ kind }) => kind === "render");
    const place = placeNameOf(host.tree, directory);
    return [
      {
        subject: `FPGA ${basename(directory)}`,
        places: place === undefined ? [] : [place],
        kernelNames: render.map(({ name }) => name),
        nodes: render.map((node) => classNode(host, node.directory, { of: "FPGA", folder: "dri" })),
        furtherNodes: [],
        managementNodes: [],
        facts: { type: "fpga", ...hardwareFacts(host.tree, directory) },
      },
    ];
  });

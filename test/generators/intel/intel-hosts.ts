import { type FakeHostParts, together } from "../../host/fake-host.ts";
import { boundFunction, drmParts, nodeParts } from "../sysfs-parts.ts";

const card = "pci0000:2e/0000:2e:01.0/0000:2f:00.0";

/** A GPU with its nodes, and the links that udev makes for these. */
export function gpuParts(
  path: string,
  driver: string,
  drm: readonly string[],
  files: Readonly<Record<string, string>> = {},
): FakeHostParts {
  const address = path.slice(path.lastIndexOf("/") + 1);
  const own = { vendor: "0x8086\n", device: "0x56c0\n", class: "0x038000\n", numa_node: "0\n", ...files };
  return together(boundFunction({ path, files: own, driver }), drmParts(`/sys/devices/${path}`, ...drm), {
    links: Object.fromEntries(
      drm.map((name) => [
        `/dev/dri/by-path/pci-${address}-${name.startsWith("card") ? "card" : "render"}`,
        `../${name}`,
      ]),
    ),
  });
}

/** The graphics of a processor, whose firmware is that of the machine. */
const integrated = together(
  gpuParts("pci0000:00/0000:00:02.0", "i915", ["card0", "renderD128"], { device: "0xa780\n", class: "0x030000\n" }),
  nodeParts({
    directory: "/sys/devices/pci0000:00/0000:00:16.0/mei/mei0",
    of: "mei",
    numbers: "240:0",
    node: "mei0",
    access: "0600 0",
  }),
);

/** A card with firmware of its own. */
export const discrete = together(
  gpuParts(card, "xe", ["card1", "renderD129"]),
  nodeParts({
    directory: `/sys/devices/${card}/xe.mei-gscfi.768/mei/mei1`,
    of: "mei",
    numbers: "240:1",
    node: "mei1",
    access: "0600 0",
  }),
);

/** A virtual function of the card, without a node for displays. */
const virtual = together(gpuParts("pci0000:2e/0000:2e:01.0/0000:2f:00.1", "xe", ["renderD130"]), {
  links: { [`/sys/devices/pci0000:2e/0000:2e:01.0/0000:2f:00.1/physfn`]: "../0000:2f:00.0" },
});

export const mixed = together(integrated, discrete, virtual);

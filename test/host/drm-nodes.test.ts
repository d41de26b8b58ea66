import { describe, expect, it } from "vitest";
import { drmDevices, drmNodesOf } from "../../src/host/drm-nodes.ts";
import { type FakeHostParts, fakeHost } from "./fake-host.ts";

const gpu = "/sys/devices/pci0000:00/0000:00:02.0";

const parts: FakeHostParts = {
  directories: ["card0-HDMI-A-1", "card10", "card2", "renderD128", "version", "controlD64", "renderD"].map(
    (name) => `${gpu}/drm/${name}`,
  ),
  links: {
    ...Object.fromEntries(
      ["card10", "card2", "renderD128", "card0-HDMI-A-1"].flatMap((name) => [
        [`/sys/class/drm/${name}`, `${gpu}/drm/${name}`],
        [`${gpu}/drm/${name}/device`, gpu],
      ]),
    ),
    "/sys/class/drm/card5": "card5",
  },
};

describe("the DRM nodes", () => {
  it("of a device are its cards and render nodes, and no connectors", () => {
    const nodes = drmNodesOf(fakeHost(parts).host, gpu).map(({ name, kind, number }) => [name, kind, number]);
    expect(nodes).toEqual([
      ["card2", "card", 2],
      ["card10", "card", 10],
      ["renderD128", "render", 128],
    ]);
  });

  it("of a host are by their devices, without those that lead nowhere", () => {
    const devices = [...drmDevices(fakeHost(parts).host)].map(([path, nodes]) => [path, nodes.map(({ name }) => name)]);
    expect(devices).toEqual([[gpu, ["card2", "card10", "renderD128"]]]);
  });

  it("are none where there is no such directory", () => {
    const { host } = fakeHost();
    expect([drmNodesOf(host, gpu), [...drmDevices(host)]]).toEqual([[], []]);
  });
});

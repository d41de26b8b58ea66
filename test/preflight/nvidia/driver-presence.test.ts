import { describe, expect, it } from "vitest";
import { driverPresence } from "../../../src/preflight/nvidia/driver-presence.ts";
import { pciFunctionParts, together } from "../../host/fake-host.ts";
import { controls, gpu, healthy, loaded, majors, says } from "./nvidia-host.ts";

describe("the driver behind NVIDIA's nodes", () => {
  it("is loaded", () => {
    expect(says(driverPresence, {})).toEqual([]);
    expect(says(driverPresence, { nodes: ["/dev/nvidia0", ...controls, "/dev/nvidia-modeset"] })).toEqual([]);
  });

  it("may have the name that it had up to version 550", () => {
    const host = together(healthy, majors({ "nvidia-frontend": 195, "nvidia-uvm": 511 }));
    expect(says(driverPresence, { host, nodes: ["/dev/nvidia0", ...controls, "/dev/nvidia-modeset"] })).toEqual([]);
  });

  it("is of no concern to other devices", () => {
    expect(says(driverPresence, { host: {}, nodes: ["/dev/dri/card0", "/dev/dxg", "/dev/nvidia-fs0"] })).toEqual([]);
  });

  it("is missing once, for all of its nodes", () => {
    const host = together(healthy, majors({}));
    expect(says(driverPresence, { host })).toEqual([
      "error nvidia-driver-missing: NVIDIA's driver is not loaded: opening /dev/nvidia0, /dev/nvidiactl, /dev/nvidia-uvm fails with ENXIO (no such device or address) -> Run modprobe nvidia && nvidia-modprobe -u -c 0",
    ]);
  });

  it("may have lost the GPU to nouveau", () => {
    const host = together(majors({ drm: 226 }), gpu(0, { driver: "nouveau" }));
    expect(says(driverPresence, { host, nodes: ["/dev/nvidia0"] })).toEqual([
      "error nvidia-driver-missing: NVIDIA's driver is not loaded: opening /dev/nvidia0 fails with ENXIO (no such device or address); nouveau has the GPU at 0000:10:00.0 -> Keep nouveau from being loaded, install NVIDIA's driver and reboot",
    ]);
  });

  it("may leave a GPU to nobody, and audio functions are no GPUs", () => {
    const audio = pciFunctionParts({ path: "pci0000:00/0000:00:02.1", files: { class: "0x040300\n" }, driver: "snd" });
    const bare = pciFunctionParts({ path: "pci0000:00/0000:00:02.0" });
    const other = pciFunctionParts({ path: "pci0000:00/0000:00:03.0", files: { vendor: "0x8086\n" } });
    const host = together(majors({}), audio, bare, other);
    expect(says(driverPresence, { host, nodes: ["/dev/nvidia0"] })[0]).toContain(
      "(no such device or address); the GPU at 0000:00:02.0 has no driver ->",
    );
  });

  it.each([
    ["/dev/nvidia-uvm", { "nvidia-uvm": undefined }, "nvidia-uvm", "Run nvidia-modprobe -u -c 0"],
    [
      "/dev/nvidia-caps/nvidia-cap12",
      { "nvidia-caps": undefined },
      "nvidia-caps",
      "Load a version of NVIDIA's driver that has nvidia-caps",
    ],
  ])("may lack what %s is for", (path, without, name, fix) => {
    const rest = Object.entries({ ...loaded, ...without }).flatMap(([key, value]) => (value ? [[key, value]] : []));
    const host = together(healthy, majors(Object.fromEntries(rest)));
    expect(says(driverPresence, { host, nodes: ["/dev/nvidia0", path] })).toEqual([
      `error nvidia-driver-missing: NVIDIA's driver is loaded without ${name}: opening ${path} fails with ENXIO (no such device or address) -> ${fix}`,
    ]);
  });

  it("may have another number than the nodes that were made for it before", () => {
    const host = together(healthy, majors({ ...loaded, "nvidia-uvm": 508 }));
    expect(says(driverPresence, { host })).toEqual([
      "error nvidia-node-stale: /dev/nvidia-uvm is the node of device 511:0, and the driver nvidia-uvm now has the major number 508: the node was made before it was loaded anew -> Run rm /dev/nvidia-uvm and make it again with nvidia-modprobe, or with nvidia-smi -L for those of MIG; if the spec records its number, run cdictl generate nvidia --write",
    ]);
  });

  it("says nothing of nodes that are not there, which others tell", () => {
    expect(says(driverPresence, { nodes: ["/dev/nvidia7"] })).toEqual([]);
  });

  it("cannot be looked for everywhere", () => {
    expect(says(driverPresence, { host: {} })).toEqual([
      "info unknown: Cannot tell whether NVIDIA's driver is loaded: /proc/devices cannot be read -> Run it on the host",
    ]);
  });
});

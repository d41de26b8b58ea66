import { describe, expect, it } from "vitest";
import type { Generated } from "../../../src/generators/generator.ts";
import { pathsOf } from "../../../src/generators/nvidia/modes/csv-entries.ts";
import { usualMode } from "../../../src/generators/nvidia/modes/usual-mode.ts";
import { type FakeHost, fakeHost } from "../../host/fake-host.ts";
import { gpuParts } from "./fake-gpu.ts";
import { generate } from "./generate.ts";
import { hgxH100 } from "./hosts/hgx-h100.ts";
import { tegra } from "./hosts/tegra.ts";
import { withNodes } from "./hosts/with-nodes.ts";
import { wsl } from "./hosts/wsl.ts";
import { hooksIn, messagesIn, mountsIn, namesIn } from "./said.ts";
import { simpleHost } from "./simple-host.ts";

function nodesIn({ spec }: Generated): Record<string, string[]> {
  return Object.fromEntries(
    (spec?.devices ?? []).map(({ name, containerEdits }) => [
      name,
      (containerEdits.deviceNodes ?? []).map(({ path }) => path),
    ]),
  );
}

function inMode(host: FakeHost, mode: string, values: Readonly<Record<string, readonly string[]>> = {}): Generated {
  return generate(host, { values: { ...values, mode: [mode] } });
}

function withEverything(): FakeHost {
  return withNodes(hgxH100(), {
    "/dev/nvidia0": "c 195:0",
    "/dev/nvidia10": "c 195:10",
    "/dev/nvidia2": "c 195:2",
    "/dev/nvidiactl": "c 195:255",
    "/dev/nvidia-nvswitch0": "c 234:0",
    "/dev/nvidia-nvswitch10": "c 234:10",
    "/dev/nvidia-nvswitch2": "c 234:2",
    "/dev/nvidia-nvswitchctl": "c 234:255",
    "/dev/nvidia-fs0": "c 233:0",
    "/dev/gdrdrv": "c 232:0",
    "/dev/nvidia-caps/nvidia-cap1": "c 509:1 0400",
    "/dev/nvidia-caps-imex-channels/channel0": "c 508:0",
    "/dev/nvidia-caps-imex-channels/channel2047": "c 508:2047",
    "/dev/infiniband/rdma_cm": "c 10:58",
    "/dev/infiniband/uverbs0": "c 231:192",
    "/dev/infiniband/issm0": "c 231:64",
  });
}

describe.each([
  ["gds", "nvidia.com/gds", ["/dev/nvidia-fs0"]],
  ["gdrcopy", "nvidia.com/gdrcopy", ["/dev/gdrdrv"]],
  ["mofed", "nvidia.com/mofed", ["/dev/infiniband/rdma_cm", "/dev/infiniband/uverbs0"]],
  [
    "nvswitch",
    "nvidia.com/nvswitch",
    ["/dev/nvidia-nvswitchctl", "/dev/nvidia-nvswitch0", "/dev/nvidia-nvswitch2", "/dev/nvidia-nvswitch10"],
  ],
])("mode %s", (mode, kind, nodes) => {
  it("has its nodes in one device", () => {
    const generated = inMode(withEverything(), mode);
    expect(generated.spec?.kind).toBe(kind);
    expect(nodesIn(generated)).toEqual({ all: nodes });
    expect(generated.spec?.containerEdits).toEqual({ env: ["NVIDIA_VISIBLE_DEVICES=void"] });
  });

  it("has no spec where there are none", () => {
    const generated = inMode(simpleHost(), mode);
    expect(generated.spec).toBeUndefined();
    expect(messagesIn(generated)).toEqual([`There are no device nodes for mode ${mode}`]);
  });
});

describe("mode gds", () => {
  it("has what programs of GPUDirect Storage read", () => {
    const host = withEverything();
    host.add({ files: { "/etc/cufile.json": "{}" }, directories: ["/run/udev"] });
    const [all] = inMode(host, "gds").spec?.devices ?? [];
    expect(all?.containerEdits.mounts?.map(({ containerPath }) => containerPath)).toEqual([
      "/run/udev",
      "/etc/cufile.json",
    ]);
  });
});

describe("mode imex", () => {
  it("has a device for each channel, and all", () => {
    const channel = (number: number): string => `/dev/nvidia-caps-imex-channels/channel${number}`;
    const generated = inMode(withEverything(), "imex");
    expect(generated.spec?.kind).toBe("nvidia.com/imex-channel");
    expect(nodesIn(generated)).toEqual({ 0: [channel(0)], 2047: [channel(2047)], all: [channel(0), channel(2047)] });
  });

  it("has those that are asked for", () => {
    const generated = inMode(withEverything(), "imex", { "device-id": ["channel2047", "5"], "no-all-device": [] });
    expect(namesIn(generated)).toEqual(["2047"]);
    expect(messagesIn(generated)).toEqual(["Cannot offer IMEX channel 5: it is not in /dev/nvidia-caps-imex-channels"]);
    expect(inMode(simpleHost(), "imex").spec).toBeUndefined();
  });
});

describe("mode management", () => {
  it("has everything but storage, switches and what is for graphics", () => {
    const generated = inMode(withEverything(), "management");
    expect(generated.spec?.kind).toBe("management.nvidia.com/gpu");
    expect(nodesIn(generated)).toEqual({
      all: [
        "/dev/nvidiactl",
        "/dev/nvidia0",
        "/dev/nvidia2",
        "/dev/nvidia10",
        "/dev/nvidia-caps/nvidia-cap1",
        "/dev/nvidia-caps-imex-channels/channel0",
        "/dev/nvidia-caps-imex-channels/channel2047",
      ],
    });
    expect(mountsIn(generated)).toContain("/usr/bin/nvidia-smi");
    expect(mountsIn(generated)).not.toContain("/etc/OpenCL/vendors/nvidia.icd");
    expect(hooksIn(generated).join()).not.toContain("disable-device-node-modification");
  });
});

describe("mode vfio", () => {
  const model = "NVIDIA H100 PCIe";

  it("has the GPUs that VFIO has, whole, by number and by address", () => {
    const host = fakeHost({ nodes: { "/dev/vfio/vfio": "c 10:196", "/dev/vfio/17": "c 240:17" } });
    host.add(gpuParts({ address: "0000:01:00.0", minor: 0, model }));
    host.add(gpuParts({ address: "0000:81:00.0", minor: 1, model, driver: "vfio-pci", iommuGroup: 17 }));
    host.add(gpuParts({ address: "0000:41:00.0", minor: 2, model, driver: "vfio-pci", iommuGroup: 18 }));
    const generated = inMode(host, "vfio");
    expect(generated.spec?.kind).toBe("nvidia.com/pgpu");
    expect(nodesIn(generated)).toEqual({
      1: ["/dev/vfio/17"],
      "0000:81:00.0": ["/dev/vfio/17"],
      all: ["/dev/vfio/17"],
    });
    expect(generated.spec?.containerEdits?.deviceNodes).toEqual([{ path: "/dev/vfio/vfio", permissions: "rw" }]);
    expect(messagesIn(generated)).toEqual([
      "Cannot offer the GPU at 0000:41:00.0 to virtual machines: /dev/vfio/18: no such file or directory",
    ]);
    expect(inMode(simpleHost(), "vfio").spec).toBeUndefined();
  });
});

function modeOf({ host }: FakeHost): string {
  return usualMode({ tree: host, devices: host, driver: host });
}

describe("the mode for a host", () => {
  it.each([
    ["gpu", simpleHost],
    ["wsl", wsl],
    ["csv", tegra],
  ])("is %s where none is asked for", (mode, make) => {
    expect(modeOf(make())).toBe(mode);
  });

  it("is that of Tegra for its own GPU, whatever libraries there are, and that of cards where it has one", () => {
    const host = tegra();
    host.add({ files: { "/usr/lib/aarch64-linux-gnu/libnvidia-ml.so.1": "" } });
    expect(modeOf(host)).toBe("csv");
    host.add(gpuParts({ address: "0000:01:00.0", minor: 0, model: "NVIDIA Thor" }));
    expect(modeOf(host)).toBe("csv");
    host.add(gpuParts({ address: "0001:01:00.0", minor: 1, model: "NVIDIA RTX A2000" }));
    expect(modeOf(host)).toBe("gpu");
  });
});

describe("mode wsl", () => {
  it("says what is not there", () => {
    expect(messagesIn(inMode(simpleHost(), "wsl"))).toEqual([
      "Windows offers no GPU: /dev/dxg: no such file or directory",
      "Containers get no libraries of the driver: none in /usr/lib/wsl/drivers",
    ]);
  });
});

describe("mode csv", () => {
  it("says where no device is there", () => {
    const generated = inMode(simpleHost(), "csv");
    expect(generated.spec).toBeUndefined();
    expect(messagesIn(generated)).toEqual([expect.stringMatching(/^The lists in .* name no device that is there$/)]);
  });

  it("leaves out links that are not wanted", () => {
    const link = "/usr/lib/aarch64-linux-gnu/tegra/libcuda.so";
    const values = (pattern: string) => ({ "csv.ignore-pattern": [pattern], "disable-hook": ["update-ldcache"] });
    expect(hooksIn(inMode(tegra(), "csv", values("**/libother*")))).toEqual([expect.stringMatching(`${link}$`)]);
    expect(hooksIn(inMode(tegra(), "csv", values("**/libcuda*")))).toEqual([]);
    expect(hooksIn(inMode(tegra(), "csv", values(link)))).toEqual([]);
  });

  it("takes patterns", () => {
    const { host } = fakeHost({ files: { "/a/one/x.so": "", "/a/two/y.so.1": "", "/b/two/y.so": "" } });
    expect(pathsOf(host, "/a/*/?.so*")).toEqual(["/a/one/x.so", "/a/two/y.so.1"]);
    expect(pathsOf(host, "/*/two/*.so")).toEqual(["/b/two/y.so"]);
    expect(pathsOf(host, "/none/*")).toEqual([]);
    expect(pathsOf(host, "/none")).toEqual(["/none"]);
    expect(pathsOf(host, `/a/${"*a".repeat(500)}`)).toEqual([]);
  });
});

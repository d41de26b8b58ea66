import { describe, expect, it } from "vitest";
import type { FakeHost } from "../../host/fake-host.ts";
import { gpuParts } from "./fake-gpu.ts";
import { generate } from "./generate.ts";
import { hgxH100 } from "./hosts/hgx-h100.ts";
import { withNodes } from "./hosts/with-nodes.ts";
import { messagesIn, namesIn } from "./said.ts";
import { simpleHost } from "./simple-host.ts";

const majors = `Character devices:
  1 mem
195 nvidia
195 nvidia-modeset
195 nvidiactl
236 nvidia-caps
511 nvidia-uvm

Block devices:
510 nvidia-uvm
`;

function withMajors(host: FakeHost): FakeHost {
  host.add({ files: { "/proc/devices": majors } });
  return host;
}

describe("nodes of another number than the driver's", () => {
  it("are not offered as GPUs", () => {
    const host = withMajors(simpleHost());
    host.nodes.set("/dev/nvidia0", "c 195:1 0666");
    const generated = generate(host);
    expect(namesIn(generated)).toEqual(["1", "GPU-00000001-0000-4000-8000-000000000000", "all"]);
    expect(messagesIn(generated)).toEqual([
      'Cannot offer GPU 0 at 0000:01:00.0: /dev/nvidia0: the node of device 195:1, where the driver has 195:0; "nvidia-modprobe -c 0" makes the node',
    ]);
  });

  it("are not offered as control nodes, such as one from before the driver was loaded anew", () => {
    const host = withMajors(simpleHost());
    host.nodes.set("/dev/nvidia-uvm", "c 510:0 0666");
    const generated = generate(host);
    const paths = generated.spec?.containerEdits?.deviceNodes?.map(({ path }) => path);
    expect(paths).toEqual(["/dev/nvidia-modeset", "/dev/nvidia-uvm-tools", "/dev/nvidiactl"]);
    expect(messagesIn(generated)).toEqual([
      expect.stringMatching(/^Containers cannot run CUDA programs: \/dev\/nvidia-uvm: the node of device 510:0, where/),
    ]);
  });

  it("are not offered for MIG devices", () => {
    const generated = generate(withMajors(hgxH100()));
    expect(namesIn(generated).filter((name) => name.includes(":"))).toEqual([]);
    expect(messagesIn(generated)).toContainEqual(
      expect.stringMatching(/nvidia-cap417: the node of device 509:417, where the driver has 236:417/),
    );
  });

  it("are not offered for graphics", () => {
    const host = simpleHost();
    host.add(gpuParts({ address: "0000:03:00.0", minor: 2, model: "NVIDIA L4", drm: [1, 128] }));
    host.add({ files: { "/sys/class/drm/card1/dev": "226:1\n", "/sys/class/drm/renderD128/dev": "226:128\n" } });
    host.nodes.set("/dev/dri/card1", "c 226:7 0660 44");
    const generated = generate(host);
    const device = generated.spec?.devices.find(({ name }) => name === "2");
    expect(messagesIn(generated)).toEqual([
      "Only a part of the GPU at 0000:03:00.0 can be offered, which graphics programs will miss: /dev/dri/card1: the node of device 226:7, where the driver has 226:1",
    ]);
    expect(device?.containerEdits.deviceNodes?.map(({ path }) => path)).toEqual([
      "/dev/nvidia2",
      "/dev/dri/renderD128",
    ]);
  });

  it("are not offered in modes that take what there is", () => {
    const host = withNodes(withMajors(simpleHost()), {
      "/dev/nvidia-nvswitch0": "c 234:0",
      "/dev/nvidia-nvswitch1": "c 234:0",
    });
    const generated = generate(host, { values: { mode: ["nvswitch"] } });
    expect(generated.spec?.devices[0]?.containerEdits.deviceNodes).toHaveLength(1);
    expect(messagesIn(generated)).toEqual([
      "Cannot offer /dev/nvidia-nvswitch1: the node of device 234:0, where the driver has 234:1",
    ]);
  });

  it("are not offered to virtual machines", () => {
    const host = simpleHost();
    const model = "NVIDIA L4";
    host.add(gpuParts({ address: "0000:81:00.0", minor: 9, model, driver: "vfio-pci", iommuGroup: 17 }));
    host.add({ files: { "/sys/class/vfio/17/dev": "240:17\n" }, nodes: { "/dev/vfio/17": "c 240:16" } });
    const generated = generate(host, { values: { mode: ["vfio"] } });
    expect(generated.spec).toBeUndefined();
    expect(messagesIn(generated)[0]).toMatch(/the node of device 240:16, where the driver has 240:17$/);
  });
});

describe("groups", () => {
  const values = { "feature-flag": ["no-additional-gids-for-device-nodes"] };

  it("that alone have access to a node come with it, and with all", () => {
    const host = simpleHost();
    host.add(gpuParts({ address: "0000:03:00.0", minor: 2, model: "NVIDIA L4", drm: [1, 128] }));
    const edits = (name: string, spec = generate(host).spec) =>
      spec?.devices.find((device) => device.name === name)?.containerEdits;
    expect(edits("2")).toMatchObject({
      deviceNodes: [
        { path: "/dev/nvidia2", permissions: "rw" },
        { path: "/dev/dri/card1", permissions: "rw", gid: 44 },
        { path: "/dev/dri/renderD128", permissions: "rw", gid: 104 },
      ],
      additionalGids: [44, 104],
    });
    expect(edits("all")?.additionalGids).toEqual([44, 104]);
    expect(JSON.stringify(generate(host, { values }).spec)).not.toMatch(/gid/i);
  });

  it("come with control nodes and with the nodes of other modes", () => {
    const host = simpleHost();
    for (const path of ["/dev/nvidiactl", "/dev/nvidia-uvm"]) {
      host.nodes.set(path, `${host.nodes.get(path)?.replace("0666", "0660 27")}`);
    }
    expect(generate(host).spec?.containerEdits?.additionalGids).toEqual([27]);
    const mofed = generate(withNodes(host, { "/dev/infiniband/uverbs0": "c 231:192 0660 106" }), {
      values: { mode: ["mofed"] },
    });
    expect(mofed.spec?.devices[0]?.containerEdits.additionalGids).toEqual([106]);
  });
});

import { describe, expect, it } from "vitest";
import { nvidia } from "../../../src/generators/nvidia/nvidia.ts";
import { type FakeHost, fakeHost } from "../../host/fake-host.ts";
import { gpuParts } from "./fake-gpu.ts";
import { generate } from "./generate.ts";
import { hgxH100 } from "./hosts/hgx-h100.ts";
import { messagesIn, namesIn } from "./said.ts";
import { simpleHost } from "./simple-host.ts";

function detect({ host }: FakeHost): ReturnType<typeof nvidia.detect> {
  return nvidia.detect({ tree: host, devices: host, driver: host });
}

describe("detection", () => {
  it("says how many GPUs there are", () => {
    expect(detect(simpleHost())).toEqual({ applies: true, reason: "NVIDIA's driver has 2 GPUs" });
  });

  it("says why it does not apply", () => {
    expect(detect(fakeHost())).toEqual({
      applies: false,
      reason: "no GPU of NVIDIA: none in /proc/driver/nvidia/gpus, nor on the PCI bus",
    });
    const host = fakeHost(gpuParts({ address: "0000:01:00.0", minor: 0, model: "NVIDIA L4", driver: "vfio-pci" }));
    expect(detect(host)).toEqual({
      applies: false,
      reason: "NVIDIA's driver does not have the GPU at 0000:01:00.0: it is not loaded, or another driver has the GPU",
    });
  });
});

describe("names", () => {
  it("number GPUs in the order of the bus, whatever the length of a domain, and pass over displays", () => {
    const host = fakeHost();
    host.add(gpuParts({ address: "10000:01:00.0", minor: 0, model: "NVIDIA A100" }));
    host.add(gpuParts({ address: "0002:81:00.0", minor: 1, model: "NVIDIA A100" }));
    host.add(gpuParts({ address: "0002:0b:00.0", minor: 2, model: "NVIDIA A100" }));
    host.add(gpuParts({ address: "0000:c1:00.0", minor: 3, model: "NVIDIA DGX Display" }));
    const { spec } = generate(host, { values: { "device-name-strategy": ["index"] } });
    const nodes = spec?.devices.map(({ name, containerEdits }) => [name, containerEdits.deviceNodes?.[0]?.path]);
    expect(nodes?.slice(0, 3)).toEqual([
      ["0", "/dev/nvidia2"],
      ["1", "/dev/nvidia1"],
      ["2", "/dev/nvidia0"],
    ]);
  });

  it("are those of the strategies that are asked for", () => {
    const values = { "device-name-strategy": ["type-index", "uuid", "colour"] };
    const generated = generate(simpleHost(), { values });
    expect(namesIn(generated)).toEqual([
      "GPU-00000000-0000-4000-8000-000000000000",
      "gpu0",
      "GPU-00000001-0000-4000-8000-000000000000",
      "gpu1",
      "all",
    ]);
    expect(messagesIn(generated)).toEqual([
      "Cannot name devices by colour: they have names by index, uuid, type-index",
    ]);
  });

  it.each([
    [["1"], ["1", "GPU-00000001-0000-4000-8000-000000000000", "all"]],
    [["gpu1"], ["1", "GPU-00000001-0000-4000-8000-000000000000", "all"]],
    [["GPU-00000000-0000-4000-8000-000000000000"], ["0", "GPU-00000000-0000-4000-8000-000000000000", "all"]],
    [["none"], ["none"]],
  ])("are those of the devices %j where those are asked for", (ids, names) => {
    const generated = generate(simpleHost(), { values: { "device-id": ids } });
    expect(namesIn(generated)).toEqual(names);
    expect(generated.problems).toEqual([]);
  });

  it("do not have a device that is not there", () => {
    const generated = generate(simpleHost(), { values: { "device-id": ["7"] } });
    expect(generated.spec).toBeUndefined();
    expect(messagesIn(generated)).toContain("Cannot offer device 7: there is none of that name");
  });

  it("leave `all` out on request", () => {
    expect(namesIn(generate(simpleHost(), { values: { "no-all-device": [] } }))).not.toContain("all");
    expect(namesIn(generate(simpleHost(), { values: { "no-all-device": ["false"] } }))).toContain("all");
  });

  it("belong to the kind that is asked for", () => {
    expect(generate(simpleHost()).spec?.kind).toBe("nvidia.com/gpu");
    expect(generate(simpleHost(), { kind: "example.com/gpu" }).spec?.kind).toBe("example.com/gpu");
  });
});

describe("modes", () => {
  it("go by the names of other tools, too", () => {
    expect(generate(simpleHost(), { values: { mode: ["nvml"] } }).spec).toEqual(
      expect.objectContaining({ kind: "nvidia.com/gpu" }),
    );
  });

  it("are known", () => {
    const generated = generate(simpleHost(), { values: { mode: ["colour"] } });
    expect(generated.spec).toBeUndefined();
    expect(messagesIn(generated)).toEqual([expect.stringMatching(/^There is no mode colour; modes are gpu/)]);
  });
});

describe("MIG devices", () => {
  it("have numbers from the list of all where a capability does not say its own", () => {
    const host = hgxH100();
    const access = "/proc/driver/nvidia/capabilities/gpu0/mig";
    host.add({
      files: {
        [`${access}/gi2/access`]: "",
        [`${access}/gi2/ci1/access`]: "",
        "/proc/driver/nvidia-caps/mig-minors": "config 1\nmonitor 2\ngpu0/gi2/access 21\ngpu0/gi2/ci1/access 23\n",
      },
      nodes: { "/dev/nvidia-caps/nvidia-cap21": "c 509:21", "/dev/nvidia-caps/nvidia-cap23": "c 509:23" },
    });
    const device = generate(host).spec?.devices.find(({ name }) => name === "1:0");
    expect(device?.containerEdits.deviceNodes?.map(({ path }) => path)).toEqual([
      "/dev/nvidia0",
      "/dev/nvidia-caps/nvidia-cap21",
      "/dev/nvidia-caps/nvidia-cap23",
    ]);
  });

  it("are all that a divided GPU has, so that one without compute instances has none", () => {
    const host = simpleHost();
    host.add({ directories: ["/proc/driver/nvidia/capabilities/gpu0/mig/gi1"] });
    const generated = generate(host);
    expect(namesIn(generated)).toEqual(["1", "GPU-00000001-0000-4000-8000-000000000000", "all"]);
    expect(messagesIn(generated)).toEqual([
      "Cannot offer GPU 0 at 0000:01:00.0: it is divided into GPU instances without compute instances",
    ]);
  });

  it("are left out where the driver does not say their numbers, or their nodes are not there", () => {
    const host = hgxH100();
    host.nodes.delete("/dev/nvidia-caps/nvidia-cap417");
    host.add({ files: { "/proc/driver/nvidia/capabilities/gpu3/mig/gi5/ci1/access": "DeviceFileMinor: x" } });
    const generated = generate(host);
    expect(namesIn(generated).filter((name) => name.startsWith("0:"))).toEqual(["0:1"]);
    expect(messagesIn(generated)).toEqual([
      'Cannot offer MIG device 0:0, instance 1/0: /dev/nvidia-caps/nvidia-cap417: no such file or directory; "nvidia-smi -L" makes missing nodes',
      expect.stringMatching(/^Cannot offer MIG device 0:2, instance 5\/1: the driver does not say/),
    ]);
  });
});

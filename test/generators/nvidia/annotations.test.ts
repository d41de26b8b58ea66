import { describe, expect, it } from "vitest";
import { placeOf } from "../../../src/host/device-place.ts";
import { NvidiaGpus } from "../../../src/host/nvidia-gpus.ts";
import type { Attributes } from "../../../src/inventory/attribute.ts";
import { mergeAttributes } from "../../../src/inventory/attributes.ts";
import { readHardware } from "../../../src/inventory/hardware.ts";
import { partitionOf } from "../../../src/inventory/partition.ts";
import type { FakeHost } from "../../host/fake-host.ts";
import { generate } from "./generate.ts";
import { hgxH100 } from "./hosts/hgx-h100.ts";

/** What the inventory learns from the host of the GPU with a minor number. */
function hardwareOf({ host }: FakeHost, minor: number) {
  const gpus = new NvidiaGpus(host);
  const place = placeOf(host, { type: "c", major: 195, minor, fileMode: 0o666 }, gpus);
  if (!place) throw new Error(`no GPU ${minor}`);
  return readHardware(host, place, gpus);
}

function annotationsOf(host: FakeHost, name: string): Record<string, string> {
  return generate(host).spec?.devices.find((device) => device.name === name)?.annotations ?? {};
}

/** What two sources of attributes both say, by the first. */
function shared(one: Attributes, other: Attributes): [string, unknown][] {
  return Object.entries(one).flatMap(([name, { type, value }]): [string, unknown][] =>
    name in other ? [[name, { type, value }]] : [],
  );
}

describe("annotations", () => {
  it.each([
    ["a GPU", "1", (host: FakeHost) => hardwareOf(host, 0).attributes],
    ["a MIG device", "0:1", (host: FakeHost) => partitionOf(hardwareOf(host, 3)).attributes],
  ])("of %s say the same as the inventory learns from the host", (_, name, learn) => {
    const host = hgxH100();
    const [said, learnt] = [mergeAttributes({ device: annotationsOf(host, name) }), learn(host)];
    expect(shared(said, learnt)).toEqual(shared(learnt, said).sort(([a], [b]) => (a < b ? -1 : 1)));
    expect(Object.keys(said).filter((key) => !(key in learnt))).toEqual(
      name === "1"
        ? ["index", "minor", "type"].filter((key) => !(key in learnt))
        : ["index", "nvidia.com/compute-instance", "nvidia.com/gpu-instance", "type"],
    );
  });

  it("tell a MIG device from the GPU that it is a part of", () => {
    const { uuid, minor, ...said } = annotationsOf(hgxH100(), "0:1");
    expect([uuid, minor]).toEqual([undefined, undefined]);
    expect(said).toMatchObject({
      type: "mig",
      index: "1",
      parentUuid: "GPU-00000003-0000-4000-8000-000000000000",
      pciBusId: "0000:1b:00.0",
      "nvidia.com/gpu-instance": "5",
      "nvidia.com/compute-instance": "0",
    });
  });
});

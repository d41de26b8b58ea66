import { describe, expect, it } from "vitest";
import { type FakeHostParts, pciFunctionParts, together } from "../../host/fake-host.ts";
import { generate } from "./generate-rdma.ts";
import { adapterParts, hcaParts, managerParts } from "./hca-parts.ts";
import { cardFunction, softHost } from "./rdma-hosts.ts";

const port = "pci0000:00/0000:00:02.0";

function hca(files: Readonly<Record<string, string>> = {}): FakeHostParts {
  return together(
    managerParts,
    adapterParts(`${port}/0000:03:00.0`, { files }),
    hcaParts({ name: "mlx5_0", at: cardFunction(0), uverbs: 0 }),
  );
}

function gpu(path: string, files: Readonly<Record<string, string>> = {}): FakeHostParts {
  return pciFunctionParts({ path, files: { numa_node: "0\n", ...files } });
}

function nearOf(parts: FakeHostParts): readonly (string | undefined)[] {
  const annotations = generate(parts).deviceOf("mlx5_0")?.annotations;
  return [annotations?.["rdma.dev/nearest-gpu"], annotations?.["rdma.dev/nearest-gpu-distance"]];
}

describe("the nearest GPU of an RDMA device", () => {
  const [beside, across] = [gpu("pci0000:00/0000:00:05.0/0000:05:00.0"), gpu("pci0000:40/0000:40:01.0/0000:41:00.0")];

  it.each([
    ["is the one behind the same host bridge", [across, beside], ["0000:05:00.0", "PHB"]],
    ["is one of the same node", [across], ["0000:41:00.0", "NODE"]],
    [
      "is each of those that are equally near, in PCI order",
      [gpu("pci0000:00/0000:00:06.0/0000:0a:00.0"), beside],
      ["0000:05:00.0,0000:0a:00.0", "PHB"],
    ],
    ["is none at another node", [gpu("pci0000:40/0000:40:01.0", { numa_node: "1\n" })], [undefined, undefined]],
    [
      "is none where nobody knows the node",
      [gpu("pci0000:40/0000:40:01.0", { numa_node: "-1\n" })],
      [undefined, undefined],
    ],
    [
      "is no console of a server",
      [gpu("pci0000:00/0000:00:05.0", { vendor: "0x1a03\n", class: "0x030000\n" })],
      [undefined, undefined],
    ],
    ["is no bridge", [gpu("pci0000:00/0000:00:05.0", { class: "0x060400\n" })], [undefined, undefined]],
    [
      "may be another accelerator",
      [gpu("pci0000:00/0000:00:05.0", { vendor: "0x1002\n", class: "0x120000\n" })],
      ["0000:00:05.0", "PHB"],
    ],
    [
      "is no FPGA, and no NPU of a processor",
      ["0x8086\n", "0x10ee\n"].map((vendor, index) =>
        gpu(`pci0000:00/0000:00:0${5 + index}.0`, { vendor, class: "0x120000\n" }),
      ),
      [undefined, undefined],
    ],
    [
      "may be what the device is a part of",
      [beside],
      ["0000:03:00.0", "SELF"],
      { vendor: "0x1da3\n", class: "0x120000\n" },
    ],
    ["is none where there are none", [], [undefined, undefined]],
  ])("%s", (_, gpus: readonly FakeHostParts[], near, files: Readonly<Record<string, string>> = {}) => {
    expect(nearOf(together(hca(files), ...gpus))).toEqual(near);
  });

  it("is none for a device in software", () => {
    expect(JSON.stringify(generate(together(softHost, beside)).spec)).not.toContain("nearest");
  });
});

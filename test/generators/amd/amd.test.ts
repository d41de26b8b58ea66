import { describe, expect, it } from "vitest";
import { amd } from "../../../src/generators/amd/amd.ts";
import { together } from "../../host/fake-host.ts";
import { expectGolden } from "../expect-golden.ts";
import { generateOn, hostOf } from "../generate-on.ts";
import { withoutNodes } from "../sysfs-parts.ts";
import { computeNode, desktop, divided, dividedBy, gpuParts, kfdParts } from "./amd-hosts.ts";

const one = together(computeNode, gpuParts("03", ["card0", "renderD128"]));

describe("generate amd", () => {
  it.each([
    ["desktop", desktop],
    ["divided", divided],
  ])("writes the golden spec of the host %s, of which validate says nothing", async (name, parts) => {
    const { spec, problems } = generateOn(amd, parts);
    await expectGolden(`amd-${name}`, spec);
    expect(problems).toEqual([]);
  });

  it("numbers GPUs as amd-ctk does, and after them those that the compute driver does not have", () => {
    const { nodesOf } = generateOn(amd, desktop);
    const cards = ["0", "1", "2"].map((name) => nodesOf(name).find((path) => path.includes("card")));
    expect(cards).toEqual(["/dev/dri/card1", "/dev/dri/card2", "/dev/dri/card0"]);
  });

  it("numbers the parts of a GPU by their render nodes, before the next GPU", () => {
    const { nodesOf } = generateOn(amd, divided);
    const renders = ["0", "1", "2", "3"].map((name) => nodesOf(name).find((path) => path.includes("render")));
    expect(renders).toEqual([
      "/dev/dri/renderD128",
      "/dev/dri/renderD136",
      "/dev/dri/renderD137",
      "/dev/dri/renderD129",
    ]);
  });

  it("lets an address stand for all parts of a GPU", () => {
    const { nodesOf } = generateOn(amd, divided);
    const parts = ["0000:05:00.0:0", "0000:05:00.0:1", "0000:05:00.0:2"].flatMap(nodesOf);
    expect(nodesOf("0000:05:00.0")).toEqual([...new Set(parts)].sort());
  });

  it("finds the parts by the names that older kernels give their devices", () => {
    const older = dividedBy((number) => `amdgpu_xcp.${number}`);
    expect(generateOn(amd, older).spec).toEqual(generateOn(amd, divided).spec);
  });

  it("leaves out the nodes that the driver keeps for parts which there are not", () => {
    expect(JSON.stringify(generateOn(amd, divided).spec)).not.toContain("renderD138");
  });

  it("tells of a missing compute node, and offers GPUs for drawing", () => {
    const { spec, problems, nodesOf } = generateOn(amd, withoutNodes(one, "/dev/kfd"));
    expect(nodesOf("0")).toEqual(["/dev/dri/card0", "/dev/dri/renderD128"]);
    expect(spec?.devices.map(({ name }) => name)).toEqual(["0", "0000:03:00.0", "all"]);
    expect(problems).toMatchObject([{ code: "odd-device", path: "/dev/kfd" }]);
  });

  it("keeps the numbers of others where a GPU has no nodes", () => {
    const missing = ["/dev/dri/card1", "/dev/dri/renderD128"];
    const { names, problems } = generateOn(amd, withoutNodes(desktop, ...missing));
    expect(names).toEqual(["0000:04:00.0", "0000:43:00.0", "1", "2", "all"].sort());
    expect(problems).toMatchObject([
      { code: "odd-device", message: expect.stringMatching(/^Left out GPU 0000:03:00.0: .*card1.*; .*renderD128/) },
    ]);
  });

  it("offers what is left of a GPU without one of its nodes", () => {
    const { nodesOf, problems } = generateOn(amd, withoutNodes(one, "/dev/dri/card0"));
    expect(nodesOf("0")).toEqual(["/dev/dri/renderD128", "/dev/kfd"]);
    expect(problems).toMatchObject([{ message: expect.stringMatching(/^Only a part of GPU/), path: "/dev/dri/card0" }]);
  });

  it("does not take the node of one GPU for that of another", () => {
    const parts = together(one, { nodes: { "/dev/dri/renderD128": "c 226:129" } });
    expect(generateOn(amd, parts).nodesOf("0")).toEqual(["/dev/dri/card0", "/dev/kfd"]);
  });
});

describe("a GPU is offered", () => {
  const device = "/sys/devices/pci0000:03/0000:03:00.0";
  const properties = "/sys/devices/virtual/kfd/kfd/topology/nodes/1/properties";

  it.each([
    ["an empty topology", { [properties]: "" }],
    ["a truncated topology", { [properties]: "drm_render_minor 12" }],
    ["a topology that is no text", { [properties]: "\u0000\ufffd\ufffd" }],
    ["a huge topology", { [properties]: "drm_render_minor 128\n".repeat(10_000) }],
    ["a number too large for any computer", { [properties]: `drm_render_minor ${"9".repeat(30)}\n` }],
    ["an identity of zeros", { [`${device}/unique_id`]: "0000000000000000\n" }],
    ["a mode that is no word", { [`${device}/current_compute_partition`]: "\u0007 \n" }],
    [
      "no vendor, no class and no NUMA node",
      { [`${device}/vendor`]: "", [`${device}/class`]: "", [`${device}/numa_node`]: "" },
    ],
  ])("with %s", (_, files) => {
    const { names, devices, problems } = generateOn(amd, together(one, { files }));
    expect({ names, problems }).toEqual({ names: ["0", "0000:03:00.0", "all"], problems: [] });
    expect(devices.get("0")?.annotations).not.toHaveProperty("uuid");
    expect(devices.get("0")?.annotations).not.toHaveProperty("partitionProfile");
  });

  it("where its directory leads in a circle, as far as the others", () => {
    const circle = { links: { "/sys/bus/pci/drivers/amdgpu/0000:99:00.0": "0000:99:00.0" } };
    expect(generateOn(amd, together(one, circle)).names).toEqual(["0", "0000:03:00.0", "all"]);
  });

  it("without parts where it cannot be said whose they are", () => {
    const path = "/sys/devices/pci0000:03/0000:03:00.1";
    const twin = {
      files: { [`${path}/vendor`]: "0x1002\n" },
      links: { "/sys/bus/pci/drivers/amdgpu/0000:03:00.1": path },
    };
    const part = kfdParts({ number: 3, minor: 140, bus: 0x03, part: 1 });
    const { names } = generateOn(amd, together(one, twin, part));
    expect(names).toEqual(["0", "0000:03:00.0", "all"]);
  });
});

it("writes a spec of 400 GPUs, each under its own names", () => {
  const gpus = Array.from({ length: 400 }, (_, index) => {
    const bus = (index % 256).toString(16).padStart(2, "0");
    const path = `/sys/devices/pci${index}/${Math.floor(index / 256)
      .toString(16)
      .padStart(4, "0")}:${bus}:00.0`;
    const link = { [`/sys/bus/pci/drivers/amdgpu/${path.slice(path.lastIndexOf("/") + 1)}`]: path };
    const name = `renderD${128 + index}`;
    const numbers = `226:${128 + index}`;
    return {
      files: { [`${path}/drm/${name}/dev`]: `${numbers}\n`, [`/dev/dri/${name}`]: "" },
      links: link,
      nodes: { [`/dev/dri/${name}`]: `c ${numbers}` },
    };
  });
  const { names, problems } = generateOn(amd, together(computeNode, ...gpus));
  expect({ names: new Set(names).size, problems }).toEqual({ names: 801, problems: [] });
});

describe("amd does not apply", () => {
  it.each([
    ["to an empty tree", {}, "there is no /sys/bus/pci/drivers/amdgpu"],
    ["where the driver has nothing", { directories: ["/sys/bus/pci/drivers/amdgpu"] }, "the driver amdgpu has no GPU"],
    ["where no node is there", withoutNodes(one), "no GPU of amdgpu has a device node that can be used"],
  ])("%s, and says why", (_, parts, reason) => {
    expect(amd.detect(hostOf(parts))).toEqual({ applies: false, reason });
    expect(generateOn(amd, parts).spec).toBeUndefined();
  });
});

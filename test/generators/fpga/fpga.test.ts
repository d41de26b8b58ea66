import { describe, expect, it } from "vitest";
import { fpga } from "../../../src/generators/fpga/fpga.ts";
import { together } from "../../host/fake-host.ts";
import { expectGolden } from "../expect-golden.ts";
import { generateOn, hostOf } from "../generate-on.ts";
import { boundFunction, withoutNodes } from "../sysfs-parts.ts";
import { afuId, alveo, dfl, dflParts, dflPorts, noAfuId, opae, zynq } from "./fpga-hosts.ts";

const path = "pci0000:5d/0000:5d:00.0/0000:5e:00.0";
const empty = dflParts({ path, number: 0, ports: [noAfuId] });
const port = `/sys/devices/${path}/fpga_region/region0/dfl-port.0`;

describe("generate fpga", () => {
  it.each([
    ["dfl", dfl],
    ["opae", opae],
    ["alveo", alveo],
    ["zynq", zynq],
  ])("writes the golden spec of the host %s, of which validate says nothing", async (name, parts) => {
    const { spec, problems } = generateOn(fpga, parts);
    await expectGolden(`fpga-${name}`, spec);
    expect(problems).toEqual([]);
  });

  it.each([
    ["dfl", dfl, "0000:5e:00.0", "/dev/dfl-fme.0"],
    ["dfl, for a virtual function that of its parent", dfl, "0000:5e:00.1", "/dev/dfl-fme.0"],
    ["opae", opae, "0000:5e:00.0", "/dev/intel-fpga-fme.0"],
    ["alveo", alveo, "0000:d8:00.1", "/dev/xclmgmt55296"],
  ])("gives the node that programs an FPGA only where it is asked for: %s", (_, parts, name, node) => {
    expect(generateOn(fpga, parts).nodesOf(name)).not.toContain(node);
    expect(generateOn(fpga, parts, "management-nodes").nodesOf(name)).toContain(node);
  });

  it("lets an address stand for all ports that have logic, and tells once of the one that has none", () => {
    const { names, nodesOf, problems } = generateOn(fpga, dflPorts);
    expect(names).toEqual([
      "0000:5e:00.0",
      "0000:5e:00.0-port0",
      "0000:5e:00.0-port2",
      "all",
      "dfl-port.0",
      "dfl-port.2",
      "region0",
    ]);
    expect(nodesOf("0000:5e:00.0")).toEqual(["/dev/dfl-port.0", "/dev/dfl-port.2"]);
    expect(problems).toMatchObject([
      {
        code: "odd-device",
        message: expect.stringMatching(/^Left out FPGA port dfl-port.1: /),
        path: "/dev/dfl-port.1",
      },
    ]);
  });

  it("offers an FPGA without logic to who can program it", () => {
    expect(generateOn(fpga, empty).spec).toBeUndefined();
    const { nodesOf, problems } = generateOn(fpga, empty, "management-nodes");
    expect({ nodes: nodesOf("0000:5e:00.0"), problems }).toEqual({
      nodes: ["/dev/dfl-fme.0", "/dev/dfl-port.0"],
      problems: [],
    });
  });

  it("does not, where the node that programs it is not there", () => {
    const parts = withoutNodes(empty, "/dev/dfl-fme.0");
    expect(generateOn(fpga, parts, "management-nodes").spec).toBeUndefined();
  });

  it("offers a card without its queues, and tells of them", () => {
    const { nodesOf, problems } = generateOn(fpga, withoutNodes(alveo, "/dev/xfpga/dma.qdma.u55297.0"));
    expect(nodesOf("0000:d8:00.1")).toEqual(["/dev/dri/renderD128"]);
    expect(problems).toMatchObject([
      { message: expect.stringMatching(/^Only a part/), path: "/dev/xfpga/dma.qdma.u55297.0" },
    ]);
  });

  it("leaves out a card that is not ready yet, and keeps the others", () => {
    const starting = boundFunction({
      path: "pci0000:aa/0000:aa:00.0",
      files: { vendor: "0x10ee\n", user_pf: "" },
      driver: "xocl",
    });
    const { names, problems } = generateOn(fpga, together(alveo, starting));
    expect(names).toEqual(["0000:d8:00.1", "all", "renderD128"]);
    expect(problems).toMatchObject([{ message: "Left out FPGA 0000:aa:00.0: it has no device node" }]);
  });

  it("takes no network card of a maker for an FPGA", () => {
    const network = boundFunction({ path: "pci0000:aa/0000:aa:00.0", files: { vendor: "0x1d0f\n" }, driver: "ena" });
    expect(generateOn(fpga, together(alveo, network)).problems).toEqual([]);
  });

  it.each(["", "\n", "x", afuId.slice(1), `${afuId}${afuId}`, "\ufffd".repeat(32), "0".repeat(100_000)])(
    "offers a port whose AFU ID reads %j, and does not say it",
    (text) => {
      const { devices, problems } = generateOn(fpga, together(dfl, { files: { [`${port}/afu_id`]: text } }));
      expect(devices.get("dfl-port.0")?.annotations).not.toHaveProperty("fpga.dev/afu-id");
      expect(problems).toEqual([]);
    },
  );

  it("gives a port without a number no name by it", () => {
    const { names } = generateOn(fpga, together(dfl, { files: { [`${port}/id`]: "" } }));
    expect(names).not.toContain("0000:5e:00.0-port0");
    expect(names).toContain("0000:5e:00.0");
  });

  it("passes over entries that lead in a circle or nowhere", () => {
    const links = {
      "/sys/class/fpga_region/region8": "region9",
      "/sys/class/fpga_region/region9": "region8",
      "/sys/class/fpga/intel-fpga-dev.7": "gone",
    };
    expect(generateOn(fpga, together(dfl, { links }))).toMatchObject({
      problems: [],
      names: generateOn(fpga, dfl).names,
    });
  });
});

describe("fpga does not apply", () => {
  it.each([
    ["to an empty tree", {}, expect.stringMatching(/^no FPGA: none in /)],
    ["where no node is there", withoutNodes(dfl), "no FPGA has logic and a device node that can be used"],
    ["where none has logic", empty, "no FPGA has logic and a device node that can be used"],
  ])("%s, and says why", (_, parts, reason) => {
    expect(fpga.detect(hostOf(parts))).toEqual({ applies: false, reason });
    expect(generateOn(fpga, parts).spec).toBeUndefined();
  });
});

import { describe, expect, it } from "vitest";
import { misc } from "../../../src/generators/misc/misc.ts";
import { type FakeHostParts, together } from "../../host/fake-host.ts";
import { expectGolden } from "../expect-golden.ts";
import { generateOn, hostOf } from "../generate-on.ts";
import { nodeParts, withoutNodes } from "../sysfs-parts.ts";

function entry(of: string, name: string, numbers: string, node = name, access = "0600 0"): FakeHostParts {
  return nodeParts({ directory: `/sys/devices/virtual/${of}/${name}`, of, numbers, node, access });
}

const kvm = entry("misc", "kvm", "10:232", "kvm", "0660 107");

/** A node that the host makes before its driver is loaded, so that sysfs has nothing of it. */
function early(node: string, numbers: string): FakeHostParts {
  return { files: { [`/dev/${node}`]: "" }, nodes: { [`/dev/${node}`]: `c ${numbers} 0666 0` } };
}

const server = together(
  kvm,
  early("vhost-net", "10:238"),
  early("net/tun", "10:200"),
  entry("misc", "fuse", "10:229", "fuse", "0666 0"),
  entry("misc", "hw_random", "10:183", "hwrng"),
  entry("tpm", "tpm0", "10:224", "tpm0", "0660 113"),
  entry("tpmrm", "tpmrm0", "253:65536", "tpmrm0", "0660 113"),
  entry("misc", "watchdog", "10:130"),
  entry("rtc", "rtc0", "252:0"),
  entry("misc", "uinput", "10:223"),
  entry("i2c-dev", "i2c-1", "89:1", "i2c-1", "0660 998"),
  entry("misc", "cpu_dma_latency", "10:125"),
);

const board = together(
  early("fuse", "10:229"),
  ...["controlC0", "pcmC0D0p", "pcmC0D0c", "timer"].map((name, index) =>
    entry("sound", name, `116:${index}`, `snd/${name}`, "0660 29"),
  ),
  { links: { "/sys/class/sound/card0": "/sys/devices/virtual/sound/card0" } },
  entry("dma_heap", "system", "249:0", "dma_heap/system", "0660 44"),
  entry("dma_heap", "linux,cma", "249:1", "dma_heap/linux,cma", "0660 44"),
  entry("spidev", "spidev0.0", "153:0", "spidev0.0", "0660 999"),
  {
    ...entry("gpio", "gpiochip0", "254:0", "gpiochip0", "0660 997"),
    links: { "/sys/bus/gpio/devices/gpiochip0": "/sys/devices/virtual/gpio/gpiochip0" },
  },
);

const ofManagement = ["gpiochip0", "i2c-1", "rtc", "spidev0.0", "tpm-raw", "uinput", "watchdog"];

describe("generate misc", () => {
  it.each([
    ["server", server, []],
    ["board", board, []],
    ["managed", together(server, board), ["management-nodes"]],
  ])("writes the golden spec of the host %s, of which validate says nothing", async (name, parts, flags) => {
    const { spec, problems } = generateOn(misc, parts, ...flags);
    await expectGolden(`misc-${name}`, spec);
    expect(problems).toEqual([]);
  });

  it("offers what can reset the machine or act as a person does only where it is asked for", () => {
    const parts = together(server, board);
    const usual = generateOn(misc, parts).names;
    const all = generateOn(misc, parts, "management-nodes").names;
    expect(usual.filter((name) => ofManagement.includes(name))).toEqual([]);
    expect(all.filter((name) => !usual.includes(name))).toEqual(ofManagement);
  });

  it("takes the TPM that many can use at once, and the other only where it is asked for", () => {
    expect(generateOn(misc, server).nodesOf("tpm")).toEqual(["/dev/tpmrm0"]);
    expect(generateOn(misc, server, "management-nodes").nodesOf("tpm-raw")).toEqual(["/dev/tpm0"]);
  });

  it("gives a machine's sound as one device", () => {
    expect(generateOn(misc, board).nodesOf("snd")).toEqual([
      "/dev/snd/controlC0",
      "/dev/snd/pcmC0D0c",
      "/dev/snd/pcmC0D0p",
      "/dev/snd/timer",
    ]);
  });

  it("leaves out what is another device's node, and keeps the others", () => {
    const { names, problems } = generateOn(misc, together(server, { nodes: { "/dev/kvm": "c 10:1" } }));
    expect(names).toContain("tun");
    expect(names).not.toContain("kvm");
    expect(problems).toMatchObject([{ code: "odd-device", path: "/dev/kvm", message: expect.stringMatching(/10:1/) }]);
  });

  it("tells of a node that sysfs has and /dev has not", () => {
    const { names, problems } = generateOn(misc, withoutNodes(server, "/dev/kvm"));
    expect(names).not.toContain("kvm");
    expect(problems).toMatchObject([{ code: "odd-device", path: "/dev/kvm" }]);
  });

  it("offers a node that nobody may look at only where sysfs has it", () => {
    const nodes = { "/dev/kvm": "unseen", "/dev/net/tun": "unseen" };
    const { names, problems } = generateOn(misc, together(server, { nodes }));
    expect(names).toContain("kvm");
    expect(names).not.toContain("tun");
    expect(problems).toEqual([]);
  });

  it("passes over a file, a directory and a link in the place of a node", () => {
    const parts = together(kvm, {
      files: { "/dev/fuse": "" },
      directories: ["/dev/net/tun"],
      links: { "/dev/vsock": "kvm" },
    });
    const { names, problems } = generateOn(misc, parts);
    expect({ names, problems }).toEqual({ names: ["kvm"], problems: [] });
  });
});

describe("detect misc", () => {
  it.each([
    ["there is nothing", {}, "/dev has none of its nodes"],
    ["no node is there", withoutNodes(kvm), "none of its nodes in /dev can be used"],
    [
      "a flag is needed",
      entry("misc", "watchdog", "10:130"),
      "only with --management-nodes there is something: watchdog",
    ],
  ])("does not apply where %s, and says so", (_, parts, reason) => {
    expect(misc.detect(hostOf(parts))).toEqual({ applies: false, reason });
    expect(generateOn(misc, parts).spec).toBeUndefined();
  });

  it("names the nodes that need no flag", () => {
    expect(misc.detect(hostOf(server))).toEqual({ applies: true, reason: "kvm, vhost-net, tun, fuse, hwrng, tpm" });
  });
});

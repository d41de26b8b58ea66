import { drmNodesOf } from "../../host/drm-nodes.ts";
import { grouped } from "../../host/grouped.ts";
import type { HostTree } from "../../host/host-tree.ts";
import { isPciAddress, pciSlotOf } from "../../host/pci-address.ts";
import { sysfsHex, sysfsInteger, sysfsText } from "../../host/sysfs-value.ts";
import type { Facts } from "../facts/attribute-annotations.ts";
import { hardwareFacts } from "../facts/hardware-facts.ts";
import type { GeneratorHost } from "../generator.ts";
import { classNode } from "../nodes/class-node.ts";
import { type FoundNode, nodeAt } from "../nodes/found-node.ts";
import type { Region, RegionFinder } from "./region.ts";

/** Xilinx, Advantech, AWS and Arista, who make cards for the same drivers. */
const vendors: ReadonlySet<string | undefined> = new Set(["10ee", "13fe", "1d0f", "3475"]);

const functions = "/sys/bus/pci/devices";

/** A function of a card, with the names in its directory. */
interface CardFunction {
  readonly address: string;
  readonly directory: string;
  readonly names: readonly string[];
}

/** The user functions of cards for AMD's XRT. Of each card another function manages it, which virtual machines do not have. */
export const xrtRegions: RegionFinder = (host) => {
  const found = cardFunctions(host.tree);
  const managers = grouped(
    found.filter(({ names }) => names.includes("mgmt_pf")),
    ({ address }) => pciSlotOf(address),
  );
  return found
    .filter(({ names }) => names.includes("user_pf"))
    .map((user): Region => {
      const { address, directory } = user;
      const render = drmNodesOf(host.tree, directory).filter(({ kind }) => kind === "render");
      return {
        subject: `FPGA ${address}`,
        places: [address],
        kernelNames: render.map(({ name }) => name),
        nodes: render.map((node) => classNode(host, node.directory, { of: "FPGA", folder: "dri" })),
        furtherNodes: queueNodes(host, user),
        managementNodes: (managers.get(pciSlotOf(address)) ?? []).flatMap(
          (manager) => managementNode(host, manager) ?? [],
        ),
        facts: { type: "fpga", ...hardwareFacts(host.tree, directory), ...cardFacts(host.tree, user) },
      };
    });
};

function cardFunctions(host: HostTree): readonly CardFunction[] {
  return (host.list(functions) ?? []).filter(isPciAddress).flatMap((address) => {
    if (!vendors.has(sysfsHex(host, `${functions}/${address}/vendor`))) return [];
    const directory = host.realPath(`${functions}/${address}`);
    return directory === undefined ? [] : [{ address, directory, names: host.list(directory) ?? [] }];
  });
}

/** The node of a card's queues, which some shells have; its name has the address as one number. */
function queueNodes(host: GeneratorHost, { address, names }: CardFunction): readonly FoundNode[] {
  if (!names.some((name) => name.startsWith("dma.qdma.u"))) return [];
  const [domain = 0, bus = 0, device = 0, number = 0] = address.split(/[:.]/).map((part) => Number.parseInt(part, 16));
  const instance = domain * 65_536 + bus * 256 + device * 8 + number;
  return [nodeAt(host, `/dev/xfpga/dma.qdma.u${instance}.0`, { of: "FPGA" })];
}

function managementNode(host: GeneratorHost, { directory }: CardFunction): FoundNode | undefined {
  const instance = sysfsInteger(host.tree, `${directory}/instance`);
  return instance === undefined ? undefined : nodeAt(host, `/dev/xclmgmt${instance}`, { of: "FPGA" });
}

/** The shell is what a card is programmed with at its start, and what logic must be made for. */
function cardFacts(host: HostTree, { directory, names }: CardFunction): Facts {
  const read = (folder: RegExp, file: string): string | undefined => {
    const name = names.find((candidate) => folder.test(candidate));
    return name === undefined ? undefined : sysfsText(host, `${directory}/${name}/${file}`);
  };
  return {
    "fpga.dev/shell": read(/^rom/, "VBNV"),
    serial: read(/^(?:xmc|hwmon_sdm)\.u\./, "serial_num"),
  };
}

import { basename, dirname } from "node:path";
import { pciPathOf } from "../../host/pci-path.ts";
import { sysfsInteger, sysfsText } from "../../host/sysfs-value.ts";
import { hardwareFacts } from "../facts/hardware-facts.ts";
import type { GeneratorHost } from "../generator.ts";
import { namesOfForm } from "../naming/names-of-form.ts";
import { classNode } from "../nodes/class-node.ts";
import { enginesOf } from "./intel-engines.ts";
import { type IntelStack, intelStacks } from "./intel-stacks.ts";
import type { Region, RegionFinder } from "./region.ts";

/** The ports of Intel's FPGAs, and each FPGA as all of its ports. */
export const intelRegions: RegionFinder = (host) =>
  intelStacks.flatMap((stack) =>
    namesOfForm(host.tree, stack.classDirectory, stack.entry).flatMap((name) => {
      const directory = host.tree.realPath(`${stack.classDirectory}/${name}`);
      return directory === undefined ? [] : regionsAt(host, stack, directory);
    }),
  );

/** What the ports of an FPGA have in common, and is that of the whole as well. */
type Common = Pick<Region, "furtherNodes" | "managementNodes" | "facts">;

function regionsAt(host: GeneratorHost, stack: IntelStack, directory: string): readonly Region[] {
  const engines = enginesOf(host.tree, stack, directory);
  const [interfaceId] = engines.map((engine) => idIn(stack.interfaceId(host.tree, engine)));
  const common: Common = {
    furtherNodes: [],
    managementNodes: engines.map((engine) => classNode(host, engine, { of: "engine" })),
    facts: {
      type: "fpga",
      ...hardwareFacts(host.tree, dirname(dirname(directory))),
      "fpga.dev/interface-id": interfaceId,
    },
  };
  const ports = namesOfForm(host.tree, directory, stack.port).map((name) =>
    portAt(host, `${directory}/${name}`, common),
  );
  const [only, ...others] = ports;
  if (!only) return [];
  const places = addressesOf(directory);
  const kernelName = basename(directory);
  if (others.length > 0) return [...ports, wholeOf(ports, { places, kernelNames: [kernelName] }, common)];
  return [{ ...only, places: [...places, ...only.places], kernelNames: [kernelName, ...only.kernelNames] }];
}

function portAt(host: GeneratorHost, directory: string, common: Common): Region {
  const id = sysfsInteger(host.tree, `${directory}/id`);
  const logic = idIn(sysfsText(host.tree, `${directory}/afu_id`));
  return {
    ...common,
    subject: `FPGA port ${basename(directory)}`,
    places: id === undefined ? [] : addressesOf(directory).map((address) => `${address}-port${id}`),
    kernelNames: [basename(directory)],
    nodes: [classNode(host, directory, { of: "port" })],
    ...(logic !== undefined && /^f+$/.test(logic) && { fault: "it has no logic, for its AFU ID is all ones" }),
    facts: { ...common.facts, "fpga.dev/afu-id": logic },
  };
}

/** All ports of an FPGA that have logic; all that there are, for who can program them, where none has. */
function wholeOf(ports: readonly Region[], names: Pick<Region, "places" | "kernelNames">, common: Common): Region {
  const ready = ports.filter(({ fault }) => fault === undefined);
  return {
    ...common,
    ...names,
    isWhole: true,
    subject: `FPGA ${names.kernelNames.join()}`,
    nodes: (ready.length === 0 ? ports : ready).flatMap(({ nodes }) => nodes),
    ...(ready.length === 0 && { fault: "none of its ports has logic" }),
  };
}

function addressesOf(directory: string): readonly string[] {
  const address = pciPathOf(directory)?.pciBusId;
  return address === undefined ? [] : [address];
}

/** The digits of a UUID, as sysfs has it. */
function idIn(text: string | undefined): string | undefined {
  return text !== undefined && /^[0-9a-f]{32}$/i.test(text) ? text.toLowerCase() : undefined;
}

import { problem } from "../../problems.ts";
import { detectionOf } from "../detection.ts";
import { specWithAll } from "../devices/found-devices.ts";
import type { Detection, Generated, Generator, GeneratorHost, GeneratorOptions } from "../generator.ts";
import { isSet, lastValueOf } from "../option-values.ts";
import { accessLevelOf, accessLevels } from "./access-levels.ts";
import { connectionManager } from "./connection-manager.ts";
import { findHcas, type HcaSearch } from "./find-hcas.ts";
import { guidProblems } from "./guid-problems.ts";
import { hcaDevices } from "./hca-devices.ts";
import { isHiddenHca } from "./hidden-hca.ts";
import { movedInterfaces, noInterfaces } from "./moved-interfaces.ts";
import { netnsProblems } from "./netns-mode.ts";
import { rdmaSignals } from "./rdma-signals.ts";

/** RDMA devices, in hardware and in software, each with its node for verbs and the one by which programs find peers. */
export const rdma: Generator = {
  name: "rdma",
  kind: "rdma.dev/hca",
  signals: rdmaSignals,
  detect,
  generate,
  isHidden: isHiddenHca,
};

function detect(host: GeneratorHost): Detection {
  const search = findHcas(host, "verbs");
  return detectionOf(
    search.hcas.map(({ name }) => name),
    () => whyNone(search),
  );
}

function whyNone({ listed, problems }: HcaSearch): string {
  if (listed === undefined) return "there is no /sys/class/infiniband";
  return problems.length > 0
    ? "no RDMA device has a device node that can be used"
    : "there is no RDMA device in /sys/class/infiniband";
}

function generate(host: GeneratorHost, options: GeneratorOptions): Generated {
  const asked = lastValueOf(options, "access") ?? "verbs";
  const level = accessLevelOf(asked);
  if (!level) {
    const message = `There is no access ${asked}; levels are ${accessLevels.join(", ")}`;
    return { spec: undefined, problems: [problem("odd-device", message)] };
  }
  const { hcas, problems } = findHcas(host, level);
  if (hcas.length === 0) return { spec: undefined, problems };
  const manager = connectionManager(host, hcas);
  const interfaces = isSet(options, "net-devices") ? movedInterfaces(host.tree, hcas) : noInterfaces;
  const found = hcaDevices(host, hcas, { manager: manager.node, interfaces });
  return specWithAll(options.kind ?? rdma.kind, {
    devices: found.devices,
    problems: [
      ...problems,
      ...manager.problems,
      ...interfaces.problems,
      ...found.problems,
      ...guidProblems(host.tree, hcas),
      ...netnsProblems(host.tree),
    ],
  });
}

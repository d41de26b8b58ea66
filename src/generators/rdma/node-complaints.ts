import { type Problem, problem } from "../../problems.ts";
import type { NodeKind } from "./access-levels.ts";
import type { HcaNode } from "./hca.ts";

/** The kernel's modules that make nodes. */
const modules: Readonly<Record<NodeKind, string>> = {
  uverbs: "ib_uverbs",
  umad: "ib_umad",
  issm: "ib_umad",
  ucm: "ib_ucm",
};

/**
 * What is amiss with the nodes of an RDMA device. Without one for verbs the device is left out, and nothing else matters;
 * otherwise those of the expected kinds are missed.
 */
export function nodeComplaints(name: string, found: readonly HcaNode[], expected: readonly NodeKind[]): Problem[] {
  const verbs = found.filter(({ kind }) => kind === "uverbs");
  const isOut = verbs.every(({ fault }) => fault !== undefined);
  const told = isOut ? verbs : found;
  const due: readonly NodeKind[] = isOut ? ["uverbs"] : expected;
  const missed = due.filter((kind) => !told.some((node) => node.kind === kind));
  return [
    ...told.flatMap(({ kind, path, fault }) => (fault === undefined ? [] : [complaint(name, kind, fault, path)])),
    ...missed.map((kind) => {
      const fault = `it has no ${kind} node; the kernel module ${modules[kind]} makes it`;
      return complaint(name, kind, fault, `/sys/class/infiniband/${name}`);
    }),
  ];
}

function complaint(name: string, kind: NodeKind, fault: string, path: string): Problem {
  const what = kind === "uverbs" ? `RDMA device ${name}` : `a node of RDMA device ${name}`;
  return problem("odd-device", `Left out ${what}: ${fault}`, { path });
}

import type { Facts } from "../facts/attribute-annotations.ts";
import type { GeneratorHost } from "../generator.ts";
import type { FoundNode } from "../nodes/found-node.ts";

/** What of an FPGA a container can have: logic that is ready for use. */
export interface Region {
  /** What it is, for people. */
  readonly subject: string;
  /** Names that stay its own as long as it is in its place. */
  readonly places: readonly string[];
  /** Names that the kernel gives it as it finds it. */
  readonly kernelNames: readonly string[];
  /** The nodes by which its logic is used. */
  readonly nodes: readonly FoundNode[];
  /** Others that programs may use. */
  readonly furtherNodes: readonly FoundNode[];
  /** Those by which the FPGA can be programmed anew. */
  readonly managementNodes: readonly FoundNode[];
  /** It is made of other regions, which tell what is wrong with it. */
  readonly isWhole?: true;
  /** Why there is nothing to use, unless it can be programmed. */
  readonly fault?: string | undefined;
  readonly facts: Facts;
}

/** Finds the regions that the drivers of one maker have. */
export type RegionFinder = (host: GeneratorHost) => readonly Region[];

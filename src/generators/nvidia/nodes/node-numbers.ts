import { basename } from "node:path";
import { type CharacterMajors, characterMajors } from "../../../host/character-majors.ts";
import type { HostTree } from "../../../host/host-tree.ts";
import { sysfsText } from "../../../host/sysfs-value.ts";

/** The number that the node at a path is due to have, as `195:0`, each half of it where it is known. */
export interface DueNumber {
  readonly major?: number | undefined;
  readonly minor?: number | undefined;
}

export type NodeNumbers = (path: string) => DueNumber;

/** Nodes that user space makes, and that nobody takes away as their driver goes. */
interface MadeNode {
  readonly form: RegExp;
  /** The names under which their driver has its major number, of which the first that is taken counts. */
  readonly drivers: readonly string[];
  /** Default: the number in the name. */
  readonly minor?: number;
}

const gpuDrivers = ["nvidia", "nvidia-frontend"];

const madeNodes: readonly MadeNode[] = [
  { form: /^\/dev\/nvidia\d+$/, drivers: gpuDrivers },
  { form: /^\/dev\/nvidiactl$/, drivers: ["nvidiactl", ...gpuDrivers], minor: 255 },
  { form: /^\/dev\/nvidia-modeset$/, drivers: ["nvidia-modeset", ...gpuDrivers], minor: 254 },
  { form: /^\/dev\/nvidia-uvm$/, drivers: ["nvidia-uvm"], minor: 0 },
  { form: /^\/dev\/nvidia-uvm-tools$/, drivers: ["nvidia-uvm"], minor: 1 },
  { form: /^\/dev\/nvidia-caps\/nvidia-cap\d+$/, drivers: ["nvidia-caps"] },
  { form: /^\/dev\/nvidia-caps-imex-channels\/channel\d+$/, drivers: ["nvidia-caps-imex-channels"] },
  { form: /^\/dev\/nvidia-nvswitch\d+$/, drivers: ["nvidia-nvswitch"] },
  { form: /^\/dev\/nvidia-nvswitchctl$/, drivers: ["nvidia-nvswitch"], minor: 255 },
];

/** Nodes that the kernel makes, by the class in which sysfs says their numbers. */
const classes: readonly (readonly [form: RegExp, name: string])[] = [
  [/^\/dev\/dri\/\w+$/, "drm"],
  [/^\/dev\/vfio\/\d+$/, "vfio"],
  [/^\/dev\/infiniband\/uverbs\d+$/, "infiniband_verbs"],
  [/^\/dev\/(?:infiniband\/rdma_cm|vfio\/vfio|dxg)$/, "misc"],
];

export function nodeNumbers(tree: HostTree): NodeNumbers {
  const majors = characterMajors(tree) ?? new Map<string, number>();
  return (path) => {
    const made = madeNodes.find(({ form }) => form.test(path));
    if (made) return { major: majorOf(made, majors), minor: made.minor ?? Number(/\d+$/.exec(path)?.[0]) };
    const name = classes.find(([form]) => form.test(path))?.[1];
    const text = name === undefined ? undefined : sysfsText(tree, `/sys/class/${name}/${basename(path)}/dev`);
    const [, major, minor] = /^(\d{1,9}):(\d{1,9})$/.exec(text ?? "") ?? [];
    return major === undefined ? {} : { major: Number(major), minor: Number(minor) };
  };
}

function majorOf({ drivers }: MadeNode, majors: CharacterMajors): number | undefined {
  return drivers.map((name) => majors.get(name)).find((major) => major !== undefined);
}

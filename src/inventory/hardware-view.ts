import { type DevicePlace, placeOf } from "../host/device-place.ts";
import type { HostTree } from "../host/host-tree.ts";
import type { NvidiaGpus } from "../host/nvidia-gpus.ts";
import type { HostDeviceNode } from "../oci/device-lookup.ts";
import { commonHardware } from "./common-hardware.ts";
import { type Hardware, readHardware } from "./hardware.ts";
import { partitionOf } from "./partition.ts";
import { isSameHardware } from "./same-hardware.ts";

/** A piece of hardware and what tells it from others. */
interface Piece {
  readonly key: string;
  readonly hardware: Hardware;
}

/**
 * The hardware of a machine, each piece read once, when it is first asked for. What has not changed since an older view
 * is the same object as there, so that a comparison costs nothing.
 */
export class HardwareView {
  readonly #host: HostTree;
  readonly #nvidia: NvidiaGpus;
  readonly #byNumber = new Map<string, Piece | undefined>();
  readonly #byKey = new Map<string, Piece>();
  #before: ReadonlyMap<string, Piece>;

  constructor(host: HostTree, nvidia: NvidiaGpus, before?: HardwareView) {
    this.#host = host;
    this.#nvidia = nvidia;
    this.#before = before ? before.#byKey : new Map();
  }

  /** Lets go of the older view. */
  settle(): this {
    this.#before = new Map();
    return this;
  }

  /** What the nodes stand for, taken together; undefined where that is no hardware. */
  behind(nodes: Iterable<HostDeviceNode>): Hardware | undefined {
    return this.#together(nodes)?.hardware;
  }

  /** What the nodes of a part of a GPU stand for. */
  behindPartition(nodes: Iterable<HostDeviceNode>): Hardware | undefined {
    const whole = this.#together(nodes);
    return whole && this.#keep(`part of ${whole.key}`, () => partitionOf(whole.hardware))?.hardware;
  }

  #together(nodes: Iterable<HostDeviceNode>): Piece | undefined {
    const pieces = new Map<string, Piece>();
    for (const node of nodes) {
      const piece = this.#pieceOf(node);
      if (piece) pieces.set(piece.key, piece);
    }
    if (pieces.size <= 1) return [...pieces.values()][0];
    const key = [...pieces.keys()].sort().join("\n");
    return this.#keep(key, () => commonHardware([...pieces.values()].map(({ hardware }) => hardware)));
  }

  #pieceOf(node: HostDeviceNode): Piece | undefined {
    const number = `${node.type} ${node.major}:${node.minor}`;
    if (this.#byNumber.has(number)) return this.#byNumber.get(number);
    const place = placeOf(this.#host, node, this.#nvidia);
    const piece = place && this.#keep(keyOf(place), () => readHardware(this.#host, place, this.#nvidia));
    this.#byNumber.set(number, piece);
    return piece;
  }

  #keep(key: string, read: () => Hardware | undefined): Piece | undefined {
    const known = this.#byKey.get(key);
    if (known) return known;
    const hardware = read();
    if (!hardware) return undefined;
    const before = this.#before.get(key);
    const piece = before && isSameHardware(before.hardware, hardware) ? before : { key, hardware };
    this.#byKey.set(key, piece);
    return piece;
  }
}

/** Nodes of one function share it, whatever they are to the kernel. */
function keyOf({ bus = "", functions, path = "" }: DevicePlace): string {
  return functions.length > 0 ? `${bus} ${functions.join(" ")}` : `${bus} ${path}`;
}

import type { DeviceNode } from "../cdi/spec.ts";
import type { Absence } from "../host/absence.ts";
import type { HostTree } from "../host/host-tree.ts";
import type { HostDeviceNode } from "../oci/device-lookup.ts";
import type { DefinedDevice } from "../registry/defined-device.ts";
import { commonNodes, ownNodes } from "./device-nodes.ts";
import type { Hardware } from "./hardware.ts";
import type { HardwareView } from "./hardware-view.ts";
import { type Health, healthOf, hostPathOf, type SeenNode } from "./health.ts";
import { isPartition } from "./partition.ts";

export interface LookOptions {
  /** Whether a path is looked at once only, however many devices have it. */
  readonly remember?: boolean;
}

/** One look at a host, at any number of devices. */
export class HostLook {
  readonly #host: HostTree;
  readonly #hardware: HardwareView;
  readonly #found: Map<string, HostDeviceNode | Absence> | undefined;

  constructor(host: HostTree, hardware: HardwareView, { remember = false }: LookOptions = {}) {
    this.#host = host;
    this.#hardware = hardware;
    this.#found = remember ? new Map() : undefined;
  }

  /**
   * The health of a device by all nodes that come with it, and the hardware behind its own ones; behind those of its spec
   * where there is none behind its own.
   */
  at(device: DefinedDevice): { readonly health: Health; readonly hardware: Hardware | undefined } {
    const own = ownNodes(device).map((node) => this.#see(node));
    const common = commonNodes(device).map((node) => this.#see(node));
    const ownHardware = isPartition(ownNodes(device))
      ? this.#hardware.behindPartition(present(own))
      : this.#hardware.behind(present(own));
    const commonHardware = common.length === 0 ? undefined : this.#hardware.behind(present(common));
    const narrow = ownHardware?.narrow ?? commonHardware?.narrow;
    return { health: healthOf([...own, ...common], narrow), hardware: ownHardware ?? commonHardware };
  }

  #see(node: DeviceNode): SeenNode {
    const path = hostPathOf(node);
    const found = this.#found?.get(path) ?? this.#host.deviceNode(path);
    this.#found?.set(path, found);
    return { node, found };
  }
}

function present(nodes: readonly SeenNode[]): HostDeviceNode[] {
  return nodes.flatMap(({ found }) => ("missing" in found ? [] : [found]));
}

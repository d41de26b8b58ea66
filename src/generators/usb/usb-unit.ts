import type { HostNode } from "../../host/host-node.ts";

/** A USB device of a host that is no hub. */
export interface UsbUnit {
  /** Where it is plugged in, as the kernel says it: `1-2.4`. */
  readonly name: string;
  /** Its node on the host. */
  readonly path: string;
  /** Absent where nobody may look at it. */
  readonly node?: HostNode;
  /** The real path in sysfs. */
  readonly devicePath: string;
  /** Vendor and product, four hexadecimal digits each: `0403-6001`. */
  readonly model: string;
}

import type { HostNode } from "../../host/host-node.ts";

/** A serial port of a host. */
export interface Port {
  /** The kernel's name, such as `ttyUSB0`. */
  readonly name: string;
  /** Its device node on the host. */
  readonly path: string;
  /** Absent where nobody may look at it. */
  readonly node?: HostNode;
  /** The real path in sysfs of the device that the terminal belongs to; absent where that is elsewhere. */
  readonly devicePath?: string;
  readonly isConsole: boolean;
  readonly usb?: UsbPlace;
}

/** Where a port is on a USB device. */
export interface UsbPlace {
  /** The real path of the device in sysfs. */
  readonly devicePath: string;
  /** Two hexadecimal digits. */
  readonly interfaceNumber: string;
  /** Of an adapter with several ports on one interface, and of any that is a usb-serial device. */
  readonly portNumber?: number;
}

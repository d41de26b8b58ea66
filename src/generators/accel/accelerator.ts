/** An accelerator of the kernel's accel subsystem. */
export interface Accelerator {
  /** The kernel's name, such as `accel0`, which whatever is found first has. */
  readonly name: string;
  /** The number in the name. */
  readonly number: number;
  /** The real path in sysfs of the device that it belongs to. */
  readonly devicePath: string;
  readonly driver?: string;
}

/** A GPU that NVIDIA's driver has, with what procfs and sysfs say of it. */
export interface Gpu {
  /** Its number in PCI order, which is no minor number. */
  readonly index: number;
  readonly address: string;
  readonly minor: number;
  readonly uuid: string | undefined;
  readonly annotations: Readonly<Record<string, string>>;
}

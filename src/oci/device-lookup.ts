/** A device node as the host has it. */
export interface HostDeviceNode {
  /** `b`, `c` or `p`. */
  readonly type: string;
  readonly major: number;
  readonly minor: number;
  /** Permission bits, those for set-id and sticky included, without the file type. */
  readonly fileMode: number;
}

/** Finds the node at a host path without following links; `missing` says why there is none to use. */
export type DeviceLookup = (hostPath: string) => HostDeviceNode | { readonly missing: string };

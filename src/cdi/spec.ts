/**
 * The wire model of a CDI spec, version 1.1.0: field names and order as in the specification.
 * A number in a comment is the specification version that brought the field.
 * Empty strings and empty lists mean the same as an absent field, as they do for the reference.
 */
export interface Spec {
  cdiVersion: string;
  kind: string;
  /** 0.6.0. Metadata only: never reaches a container. */
  annotations?: Record<string, string>;
  devices: Device[];
  /** What comes with any device of this spec. */
  containerEdits?: ContainerEdits;
}

export interface Device {
  name: string;
  /** 0.6.0 */
  annotations?: Record<string, string>;
  containerEdits: ContainerEdits;
}

export interface ContainerEdits {
  /** `NAME=VALUE` */
  env?: string[];
  deviceNodes?: DeviceNode[];
  /** 1.1.0 */
  netDevices?: NetDevice[];
  hooks?: Hook[];
  mounts?: Mount[];
  /** 0.7.0 */
  intelRdt?: IntelRdt;
  /** 0.7.0. A 0 is accepted and skipped. */
  additionalGids?: number[];
}

export interface DeviceNode {
  path: string;
  /** 0.5.0. Default: `path`. */
  hostPath?: string;
  /** `b`, `c`, `u` or `p`; read from the host where absent. */
  type?: string;
  /** Read from the host where absent or 0. */
  major?: number;
  minor?: number;
  /** Mode bits as a number (0666 is 438); read from the host where absent. */
  fileMode?: number;
  /** Any of `r`, `w`, `m`; default `rwm`; `none` for an empty cgroup rule. */
  permissions?: string;
  uid?: number;
  gid?: number;
}

export interface NetDevice {
  hostInterfaceName: string;
  name: string;
}

export interface Hook {
  hookName: string;
  path: string;
  args?: string[];
  env?: string[];
  /** Seconds. */
  timeout?: number;
}

export interface Mount {
  hostPath: string;
  containerPath: string;
  options?: string[];
  /** 0.4.0 */
  type?: string;
}

export interface IntelRdt {
  closID?: string;
  l3CacheSchema?: string;
  memBwSchema?: string;
  /** 1.1.0 */
  schemata?: string[];
  /** 1.1.0 */
  enableMonitoring?: boolean;
}

// Made of openapi.yaml by scripts/generate-contract.mjs.

/** `<epoch>.<n>` */
export type Revision = string;

/** VENDOR/CLASS=NAME */
export type QualifiedName = string;

export type HealthStatus = "healthy" | "degraded" | "unhealthy" | "unknown";

export type Health = {
  readonly status: HealthStatus;
  /** `missing`: a node is not on the host; `mismatch`: its type or numbers are others than recorded; `link-width`: a
PCIe link has fewer lanes than it could; `unreadable`: the service cannot look at a node; `no-device-nodes`:
there is none to look at */
  readonly reason?: string;
  readonly detail?: string;
};

export type Attribute = {
  readonly type: "string" | "integer" | "boolean" | "quantity" | "version" | "strings" | "integers";
  /** A quantity is a number of bytes */
  readonly value: string | number | boolean | readonly (string | number)[];
  readonly source: "device-annotation" | "spec-annotation" | "sysfs" | "procfs";
};

export type Attributes = { readonly [name: string]: Attribute };

export type Annotations = { readonly [name: string]: string };

export type SpecPlace = {
  readonly path: string;
  /** The place of the directory in the list; a higher one wins */
  readonly priority: number;
  readonly cdiVersion: string;
};

export type Device = {
  readonly name: QualifiedName;
  readonly kind: string;
  readonly vendor: string;
  readonly class: string;
  readonly device: string;
  readonly spec: SpecPlace;
  /** The device's own; those of its spec are among the attributes */
  readonly annotations: Annotations;
  readonly attributes: Attributes;
  readonly health: Health;
};

export type DeviceDetail = {
  readonly revision: Revision;
  readonly name: QualifiedName;
  readonly kind: string;
  readonly vendor: string;
  readonly class: string;
  readonly device: string;
  readonly spec: {
    readonly path: string;
    readonly priority: number;
    readonly cdiVersion: string;
    readonly containerEdits?: ContainerEdits;
  };
  readonly annotations: Annotations;
  readonly attributes: Attributes;
  readonly health: Health;
  readonly containerEdits?: ContainerEdits;
  /** Definitions that this one overrides, highest priority first */
  readonly shadowed: readonly SpecPlace[];
};

export type DeviceList = {
  readonly revision: Revision;
  readonly items: readonly Device[];
  /** There is more; ask for it with this */
  readonly continue?: string;
  readonly warnings?: readonly string[];
};

export type ContainerEdits = {
  readonly env?: readonly string[];
  readonly deviceNodes?: readonly DeviceNode[];
  readonly netDevices?: readonly NetDevice[];
  readonly hooks?: readonly Hook[];
  readonly mounts?: readonly Mount[];
  readonly intelRdt?: IntelRdt;
  readonly additionalGids?: readonly number[];
};

export type DeviceNode = {
  readonly path: string;
  readonly hostPath?: string;
  readonly type?: string;
  readonly major?: number;
  readonly minor?: number;
  readonly fileMode?: number;
  readonly permissions?: string;
  readonly uid?: number;
  readonly gid?: number;
};

export type NetDevice = {
  readonly hostInterfaceName: string;
  readonly name: string;
};

export type Hook = {
  readonly hookName: string;
  readonly path: string;
  readonly args?: readonly string[];
  readonly env?: readonly string[];
  readonly timeout?: number;
};

export type Mount = {
  readonly hostPath: string;
  readonly containerPath: string;
  readonly options?: readonly string[];
  readonly type?: string;
};

export type IntelRdt = {
  readonly closID?: string;
  readonly l3CacheSchema?: string;
  readonly memBwSchema?: string;
  readonly schemata?: readonly string[];
  readonly enableMonitoring?: boolean;
};

/** Qualified names or patterns, applied in this order; one that comes twice is applied twice */
export type DeviceNames = readonly string[];

export type ResolveRequest = {
  readonly devices: DeviceNames;
};

export type ResolveAnswer = {
  readonly revision: Revision;
  readonly devices: readonly QualifiedName[];
  readonly containerEdits: ContainerEdits;
};

export type InjectRequest = {
  /** An OCI runtime spec */
  readonly spec: { readonly [name: string]: unknown };
  readonly devices: DeviceNames;
  readonly ifRevision?: Revision;
};

export type InjectAnswer = {
  readonly revision: Revision;
  readonly spec: { readonly [name: string]: unknown };
};

export type Patch = readonly {
  readonly op: "add" | "remove" | "replace" | "move" | "copy" | "test";
  readonly path: string;
  readonly from?: string;
  readonly value?: unknown;
}[];

export type PreflightRequest = {
  /** An OCI runtime spec before injection */
  readonly spec?: { readonly [name: string]: unknown };
  readonly devices: DeviceNames;
  /** The runtime that is to start the container: podman@5.2 */
  readonly runtime?: string;
};

export type PreflightAnswer = {
  readonly revision: Revision;
  /** Those that were looked at */
  readonly devices: readonly QualifiedName[];
  readonly problems: readonly Problem[];
};

/** Either the text of a spec file or a spec */
export type ValidateRequest = {
  /** YAML or JSON */
  readonly text?: string;
  readonly spec?: { readonly [name: string]: unknown };
};

export type ValidateAnswer = {
  readonly valid: boolean;
  readonly problems: readonly Problem[];
};

export type Problem = {
  readonly code: ProblemCode;
  readonly severity: "error" | "warning" | "info";
  readonly message: string;
  readonly path?: string;
  readonly line?: number;
  readonly column?: number;
  readonly devices?: readonly string[];
  /** What to do about it */
  readonly fix?: string;
};

export type ProblemCode =
  | "unreadable-file"
  | "not-a-regular-file"
  | "file-too-large"
  | "invalid-encoding"
  | "unreadable-directory"
  | "symlinked-directory"
  | "not-world-readable"
  | "unused-extension"
  | "watch-degraded"
  | "invalid-syntax"
  | "duplicate-key"
  | "nesting-too-deep"
  | "excessive-aliasing"
  | "empty-document"
  | "second-document"
  | "trailing-text"
  | "key-case"
  | "not-json"
  | "value-converted"
  | "wrong-type"
  | "unknown-field"
  | "null-item"
  | "number-out-of-range"
  | "invalid-version"
  | "version-too-low"
  | "invalid-kind"
  | "no-devices"
  | "invalid-device-name"
  | "duplicate-device"
  | "empty-device-edits"
  | "invalid-env"
  | "invalid-device-path"
  | "invalid-device-type"
  | "invalid-permissions"
  | "invalid-hook"
  | "invalid-mount"
  | "invalid-clos-id"
  | "invalid-net-device"
  | "annotation-key"
  | "annotations-too-large"
  | "negative-device-number"
  | "relative-path"
  | "hook-without-env"
  | "hook-ld-preload"
  | "version-higher-than-needed"
  | "schema-violation"
  | "conflict"
  | "malformed-name"
  | "unknown-vendor"
  | "unknown-class"
  | "unknown-device"
  | "invalid-spec"
  | "host-node-missing"
  | "host-node-mismatch"
  | "invalid-oci-syntax"
  | "invalid-oci-document"
  | "unwritable-file"
  | "does-not-apply"
  | "odd-device"
  | "device-in-use"
  | "left-out"
  | "untrusted-source"
  | "not-own-file"
  | "hidden-device"
  | "shadowed-spec"
  | "unknown"
  | "cgroup-rule-invalid"
  | "cgroup-rule-doubtful"
  | "cgroup-denies"
  | "cgroup-may-deny"
  | "cgroup-without-devices"
  | "device-link-missing"
  | "node-access-denied"
  | "node-access-doubtful"
  | "node-hidden"
  | "node-nodev"
  | "node-source-lost"
  | "standard-node-replaced"
  | "mount-source-missing"
  | "mount-source-relative"
  | "mount-kind-mismatch"
  | "mount-point-missing"
  | "mount-point-forbidden"
  | "mount-destination-relative"
  | "mount-without-bind"
  | "file-system-not-loaded"
  | "mount-option-refused"
  | "mount-option-doubtful"
  | "propagation-invalid"
  | "propagation-lost"
  | "mount-hidden"
  | "mount-noexec"
  | "spec-not-loaded"
  | "unusable-device"
  | "device-shadowed"
  | "spec-unseen"
  | "spec-may-be-unseen"
  | "runtime-without-cdi"
  | "cdi-off-by-default"
  | "runtime-refuses-spec"
  | "runtime-may-refuse-spec"
  | "field-ignored"
  | "field-may-be-ignored"
  | "hook-fails"
  | "hook-may-fail"
  | "hook-writable"
  | "selinux-label-invalid"
  | "selinux-off"
  | "selinux-level-mismatch"
  | "selinux-denies"
  | "selinux-mount-denied"
  | "apparmor-off"
  | "apparmor-doubtful"
  | "apparmor-not-loaded"
  | "apparmor-denies"
  | "seccomp-invalid"
  | "seccomp-doubtful"
  | "seccomp-denies"
  | "seccomp-may-deny"
  | "capability-missing"
  | "capability-doubtful"
  | "capabilities-refused"
  | "capabilities-may-be-refused"
  | "rlimit-invalid"
  | "rlimit-refused"
  | "rlimit-may-be-refused"
  | "memlock-low"
  | "nofile-low"
  | "net-namespace-shared"
  | "net-namespace-missing"
  | "net-namespace-invalid"
  | "net-device-missing"
  | "net-device-fixed"
  | "net-device-name-invalid"
  | "net-device-name-taken"
  | "net-device-name-doubtful"
  | "net-device-down"
  | "net-device-in-use"
  | "net-device-claimed"
  | "cni-file-invalid"
  | "cni-plugin-missing"
  | "rdma-not-moved"
  | "rdma-interface-apart"
  | "nvidia-driver-missing"
  | "nvidia-node-stale"
  | "nvidia-gpu-missing"
  | "nvidia-incomplete"
  | "nvidia-may-be-incomplete"
  | "nvidia-version-mismatch"
  | "mig-instance-gone"
  | "mig-divided"
  | "nvidia-hook-fails"
  | "nvidia-injected-twice"
  | "nvidia-visible-devices";

export type ProblemList = {
  readonly revision: Revision;
  readonly items: readonly Problem[];
  readonly continue?: string;
};

export type SpecSummary = {
  /** Of path and contents as loaded */
  readonly digest: string;
  readonly path: string;
  readonly priority: number;
  readonly valid: boolean;
  readonly kind?: string;
  readonly cdiVersion?: string;
  /** How many it defines */
  readonly devices?: number;
};

export type SpecList = {
  readonly revision: Revision;
  readonly items: readonly SpecSummary[];
  readonly continue?: string;
};

export type SpecDetail = SpecSummary & {
  readonly revision: Revision;
  /** Absent where the file is no spec */
  readonly spec?: { readonly [name: string]: unknown };
  readonly problems: readonly Problem[];
};

export type Node = {
  readonly revision: Revision;
  readonly hostname: string;
  readonly kernel: string;
  readonly architecture: string;
  /** Of the service */
  readonly version: string;
  /** In ascending priority */
  readonly directories: readonly {
    readonly path: string;
    readonly priority: number;
    readonly state: string;
  }[];
  readonly counts: {
    readonly devices: number;
    readonly specs: number;
    readonly problems: number;
  };
};

export type Topology = {
  readonly revision: Revision;
  readonly functions: readonly {
    readonly pciBusId: string;
    readonly numaNode?: number;
    readonly pcieRoot?: string;
    readonly devices: readonly QualifiedName[];
  }[];
  readonly distances: readonly {
    readonly a: string;
    readonly b: string;
    readonly class: "SELF" | "PIX" | "PXB" | "PHB" | "NODE" | "SYS";
    /** Present where `SYS` stands for want of knowledge */
    readonly confidence?: "unknown";
  }[];
};

export type ReloadAnswer = {
  readonly revision: Revision;
};

export type Alive = {
  readonly status: "ok";
};

export type Ready = {
  readonly status: "ready";
};

export type FaultReason =
  | "malformed-name"
  | "unknown-vendor"
  | "unknown-class"
  | "unknown-device"
  | "conflict"
  | "invalid-spec"
  | "host-node-missing"
  | "host-node-mismatch";

export type DeviceFault = {
  readonly name: string;
  readonly reason: FaultReason;
  readonly message: string;
  /** Up to three names that may have been meant */
  readonly nearest: readonly string[];
};

export type ErrorCode =
  | "malformed-request"
  | "invalid-parameter"
  | "unauthenticated"
  | "forbidden"
  | "not-found"
  | "unknown-device"
  | "method-not-allowed"
  | "not-acceptable"
  | "request-timeout"
  | "revision-expired"
  | "revision-mismatch"
  | "body-too-large"
  | "unsupported-media-type"
  | "unresolvable-devices"
  | "invalid-oci-document"
  | "topology-too-large"
  | "too-many-requests"
  | "headers-too-large"
  | "internal-error"
  | "not-ready";

export type Error = {
  readonly type: "about:blank";
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode;
  readonly detail?: string;
  readonly revision?: Revision;
  readonly devices?: readonly DeviceFault[];
  /** The query parameter or member at fault */
  readonly parameter?: string;
  /** Where in the parameter, in characters from 0 */
  readonly offset?: number;
};

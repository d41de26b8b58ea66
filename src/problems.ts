/** How much a problem matters: an `error` makes the thing unusable, a `warning` is doubtful, an `info` is worth knowing. */
export type Severity = "error" | "warning" | "info";

interface CatalogueEntry {
  readonly severity: Severity;
  readonly summary: string;
}

/**
 * Every code a {@link Problem} can carry, with its severity and what it stands for.
 * Codes are part of the contract of the command line and the HTTP API: rows may be added, never renamed.
 */
export const problemCatalogue = {
  // Reading a file or directory
  "unreadable-file": { severity: "error", summary: "a spec file cannot be read" },
  "not-a-regular-file": { severity: "error", summary: "a spec file is a FIFO, socket, device or other special file" },
  "file-too-large": { severity: "error", summary: "a file is larger than the limit" },
  "invalid-encoding": { severity: "error", summary: "a file is neither UTF-8 nor UTF-16 with a byte order mark" },
  "unreadable-directory": {
    severity: "error",
    summary: "a spec directory or its files cannot be looked at",
  },
  "symlinked-directory": {
    severity: "warning",
    summary: "a spec directory is a symbolic link, which Go runtimes do not follow",
  },
  "not-world-readable": {
    severity: "warning",
    summary: "only the owner or group can read a spec file, so rootless runtimes cannot",
  },
  "unused-extension": {
    severity: "warning",
    summary: "a file looks like a spec but ends in neither .json nor .yaml, so no runtime loads it",
  },
  "watch-degraded": { severity: "warning", summary: "inotify is exhausted: directories are polled instead of watched" },

  // Text
  "invalid-syntax": { severity: "error", summary: "the text is not YAML as the reference reads it" },
  "duplicate-key": { severity: "error", summary: "a key stands twice in one mapping" },
  "nesting-too-deep": { severity: "error", summary: "the text is nested beyond the limit" },
  "excessive-aliasing": { severity: "error", summary: "aliases expand to far more nodes than the text has" },
  "empty-document": { severity: "error", summary: "the file holds no spec" },
  "second-document": { severity: "warning", summary: "a second YAML document is ignored" },
  "trailing-text": { severity: "warning", summary: "text after the end of the document is ignored" },
  "key-case": { severity: "warning", summary: "a key is spelt in another case than the specification's" },
  "not-json": { severity: "warning", summary: "a .json file is not JSON, though the reference reads it" },
  "value-converted": { severity: "warning", summary: "a number or boolean stands where text is due and is converted" },

  // Shape
  "wrong-type": { severity: "error", summary: "a value has another type than the specification's" },
  "unknown-field": { severity: "error", summary: "the specification has no such field" },
  "null-item": { severity: "error", summary: "a list has a null where an object is due; it crashes the reference" },
  "number-out-of-range": { severity: "error", summary: "a number does not fit its field" },

  // Rules of the reference
  "invalid-version": { severity: "error", summary: "cdiVersion is not a released version of the specification" },
  "version-too-low": { severity: "error", summary: "the spec uses fields newer than its cdiVersion" },
  "invalid-kind": { severity: "error", summary: "kind is not VENDOR/CLASS" },
  "no-devices": { severity: "error", summary: "the spec defines no device" },
  "invalid-device-name": { severity: "error", summary: "a device name has a character it may not have" },
  "duplicate-device": { severity: "error", summary: "one spec defines a device twice" },
  "empty-device-edits": { severity: "error", summary: "a device has no edits" },
  "invalid-env": { severity: "error", summary: "an environment entry is not NAME=VALUE" },
  "invalid-device-path": { severity: "error", summary: "a device node has no path" },
  "invalid-device-type": { severity: "error", summary: "a device node type is none of b, c, u and p" },
  "invalid-permissions": { severity: "error", summary: "permissions are neither made of r, w and m nor `none`" },
  "invalid-hook": { severity: "error", summary: "a hook has an unknown name or no path" },
  "invalid-mount": { severity: "error", summary: "a mount lacks its host or container path" },
  "invalid-clos-id": { severity: "error", summary: "closID is not usable as a file name" },
  "invalid-net-device": { severity: "error", summary: "a net device lacks a name or repeats one" },

  // Doubts: the reference accepts these
  "annotation-key": { severity: "warning", summary: "an annotation key is not a Kubernetes-style key" },
  "annotations-too-large": { severity: "warning", summary: "annotations exceed 256 KiB" },
  "negative-device-number": { severity: "warning", summary: "a device number is negative, which no kernel has" },
  "relative-path": { severity: "warning", summary: "a path is not absolute, so its meaning depends on the runtime" },
  "hook-without-env": { severity: "warning", summary: "a hook has no env, so it inherits the runtime's" },
  "hook-ld-preload": { severity: "warning", summary: "a hook sets LD_PRELOAD" },
  "version-higher-than-needed": {
    severity: "warning",
    summary: "cdiVersion is higher than the fields need, so older runtimes refuse the spec for nothing",
  },
  "schema-violation": {
    severity: "warning",
    summary: "the JSON Schema of the specification forbids what the reference accepts",
  },

  // Registry
  conflict: { severity: "error", summary: "two specs of equal priority define a device, so neither counts" },

  // Resolving devices
  "malformed-name": { severity: "error", summary: "not a qualified device name (VENDOR/CLASS=NAME)" },
  "unknown-vendor": { severity: "error", summary: "no spec of this vendor is loaded" },
  "unknown-class": { severity: "error", summary: "the vendor has no spec of this class" },
  "unknown-device": { severity: "error", summary: "no loaded spec of this kind defines the device" },
  "invalid-spec": { severity: "error", summary: "the spec that would define the device is invalid" },
  "host-node-missing": { severity: "error", summary: "a device node must be looked up on the host and is not there" },
  "host-node-mismatch": { severity: "error", summary: "a device node on the host has another type than the spec says" },

  // OCI documents
  "invalid-oci-syntax": { severity: "error", summary: "the OCI document is not JSON" },
  "invalid-oci-document": {
    severity: "error",
    summary: "the OCI document has a value of the wrong type where edits must go",
  },
  "unwritable-file": { severity: "error", summary: "a file cannot be written" },
  // Writing the specs of a host
  "does-not-apply": { severity: "info", summary: "the host has nothing that a generator writes specs of" },
  "odd-device": { severity: "warning", summary: "a generated spec lacks a device of the host, or a part of one" },
  "device-in-use": { severity: "warning", summary: "the host itself uses a device of a generated spec" },
  "left-out": {
    severity: "warning",
    summary: "the highest cdiVersion asked for cannot say a part of a generated spec",
  },
  "untrusted-source": { severity: "error", summary: "others can write what a spec would be generated from" },
  "not-own-file": { severity: "error", summary: "a file that was not generated stands where a generated spec belongs" },
  "hidden-device": {
    severity: "info",
    summary: "a generated spec keeps a device that is not seen now, but is still there",
  },
  "shadowed-spec": {
    severity: "warning",
    summary: "a spec of another directory takes the place of a generated one, or has its place taken",
  },
  // Whether devices will work in a container
  unknown: { severity: "info", summary: "a check of the preflight could not look" },
  "cgroup-rule-invalid": { severity: "error", summary: "a runtime fails on a device rule of the OCI spec" },
  "cgroup-rule-doubtful": { severity: "warning", summary: "some runtimes fail on a device rule of the OCI spec" },
  "cgroup-denies": { severity: "error", summary: "the device rules of the OCI spec keep a container from a device" },
  "cgroup-may-deny": {
    severity: "warning",
    summary: "the device rules of the OCI spec keep a container from a device, in the hands of some runtimes",
  },
  "cgroup-without-devices": { severity: "error", summary: "the host has no cgroup by which devices can be allowed" },
  "device-link-missing": {
    severity: "warning",
    summary: "the host lacks a link in /dev/char by which systemd finds a device",
  },
  "node-access-denied": { severity: "error", summary: "the mode of a device node keeps a container's program from it" },
  "node-access-doubtful": {
    severity: "warning",
    summary: "the mode of a device node of the host keeps a container's program from it, as far as can be seen",
  },
  "node-hidden": { severity: "error", summary: "a container sees something else at the path of a device node" },
  "node-nodev": { severity: "error", summary: "a device node lies on a mount on which none can be opened" },
  "node-source-lost": {
    severity: "error",
    summary: "a runtime takes another node of the host, as it knows the path in the container alone",
  },
  "standard-node-replaced": {
    severity: "warning",
    summary: "a device takes the place of a node that every program counts on",
  },
  "mount-source-missing": { severity: "error", summary: "what a mount binds is not there on the host" },
  "mount-source-relative": {
    severity: "warning",
    summary: "the source of a mount is relative, which runtimes take from different directories",
  },
  "mount-kind-mismatch": { severity: "error", summary: "a mount puts a file on a directory, or the other way round" },
  "mount-point-missing": { severity: "error", summary: "a mount point is not there and cannot be made" },
  "mount-point-forbidden": { severity: "error", summary: "runtimes mount nothing at the place that a mount asks for" },
  "mount-destination-relative": {
    severity: "warning",
    summary: "the destination of a mount is not absolute, which runc will refuse",
  },
  "mount-without-bind": {
    severity: "error",
    summary: "a mount names no file system and has neither the option bind nor rbind",
  },
  "file-system-not-loaded": {
    severity: "warning",
    summary: "a mount is of a file system that the kernel has not loaded",
  },
  "mount-option-refused": { severity: "error", summary: "a runtime fails on an option of a mount" },
  "mount-option-doubtful": {
    severity: "warning",
    summary: "runtimes make different things of an option of a mount, or nothing",
  },
  "propagation-invalid": { severity: "error", summary: "linux.rootfsPropagation is none of the four that there are" },
  "propagation-lost": { severity: "warning", summary: "a mount asks for a propagation that it does not get" },
  "mount-hidden": { severity: "error", summary: "a mount of a device lies under another, so nobody sees it" },
  "mount-noexec": { severity: "error", summary: "a library or program of a device is mounted noexec" },
  "spec-not-loaded": { severity: "warning", summary: "no runtime loads a file of a spec directory, or the directory" },
  "unusable-device": { severity: "warning", summary: "two specs rule each other out, so no runtime has the device" },
  "device-shadowed": {
    severity: "warning",
    summary: "a definition of a device takes the place of another that says something else",
  },
  "spec-unseen": { severity: "error", summary: "the runtime does not look at the spec of a device" },
  "spec-may-be-unseen": {
    severity: "warning",
    summary: "the runtime may not look at the spec of a device, by its version or configuration",
  },
  "runtime-without-cdi": { severity: "error", summary: "the version of the runtime knows nothing of CDI" },
  "cdi-off-by-default": { severity: "warning", summary: "the runtime reads no CDI specs until it is told to" },
  "runtime-refuses-spec": {
    severity: "error",
    summary: "the version of the runtime does not take the cdiVersion of a spec",
  },
  "runtime-may-refuse-spec": {
    severity: "warning",
    summary: "some versions of the runtime do not take the cdiVersion of a spec",
  },
  "field-ignored": {
    severity: "error",
    summary: "the version of the runtime silently ignores a field that a device needs",
  },
  "field-may-be-ignored": {
    severity: "warning",
    summary: "some versions of the runtime silently ignore a field that a device needs",
  },
  "hook-fails": { severity: "error", summary: "a runtime cannot run a hook, so that no container starts" },
  "hook-may-fail": { severity: "warning", summary: "some runtimes cannot run a hook, or only log that they cannot" },
  "hook-writable": { severity: "warning", summary: "everyone can change what a hook runs" },
  "selinux-label-invalid": { severity: "error", summary: "an SELinux label of the OCI spec is none" },
  "selinux-off": { severity: "error", summary: "the OCI spec gives an SELinux label, and SELinux is off on the host" },
  "selinux-level-mismatch": {
    severity: "warning",
    summary: "the SELinux level of a container keeps it from its own files",
  },
  "selinux-denies": {
    severity: "warning",
    summary: "SELinux keeps a container from a device node, by the usual policy",
  },
  "selinux-mount-denied": {
    severity: "warning",
    summary: "SELinux keeps a container from what a device mounts, by the usual policy",
  },
  "apparmor-off": {
    severity: "error",
    summary: "the OCI spec names an AppArmor profile, and AppArmor is off on the host",
  },
  "apparmor-doubtful": {
    severity: "warning",
    summary: "a container may not get the AppArmor profile that its OCI spec names",
  },
  "apparmor-not-loaded": { severity: "error", summary: "the AppArmor profile that the OCI spec names is not loaded" },
  "apparmor-denies": { severity: "warning", summary: "the AppArmor profile of a container denies what a device needs" },
  "seccomp-invalid": { severity: "error", summary: "a runtime fails on the seccomp profile of the OCI spec" },
  "seccomp-doubtful": { severity: "warning", summary: "some runtimes fail on the seccomp profile of the OCI spec" },
  "seccomp-denies": {
    severity: "error",
    summary: "the seccomp profile denies a system call by which a device is used",
  },
  "seccomp-may-deny": {
    severity: "warning",
    summary: "the seccomp profile denies a system call that users of a device may need",
  },
  "capability-missing": {
    severity: "error",
    summary: "a container lacks the capability without which a device cannot be used",
  },
  "capability-doubtful": {
    severity: "warning",
    summary: "a container lacks a capability that users of a device may need",
  },
  "capabilities-refused": { severity: "error", summary: "no runtime can set the capabilities of the OCI spec" },
  "capabilities-may-be-refused": {
    severity: "warning",
    summary: "root itself lacks a capability that the OCI spec gives",
  },
  "rlimit-invalid": {
    severity: "error",
    summary: "the OCI spec sets a limit that there is not, or to what is no number",
  },
  "rlimit-refused": { severity: "error", summary: "the kernel refuses a limit of the OCI spec" },
  "rlimit-may-be-refused": {
    severity: "warning",
    summary: "a limit of the OCI spec is above the one that holds here, and root may not raise it",
  },
  "memlock-low": {
    severity: "warning",
    summary: "a container may lock less memory than users of a device usually need",
  },
  "nofile-low": { severity: "warning", summary: "a container may have fewer files open than its devices have nodes" },
  "net-namespace-shared": {
    severity: "error",
    summary: "network interfaces are to go to a container that has no network namespace of its own",
  },
  "net-namespace-missing": { severity: "error", summary: "the network namespace of a container is not there" },
  "net-namespace-invalid": { severity: "error", summary: "the network namespace of a container is something else" },
  "net-device-missing": { severity: "error", summary: "the host has no such network interface" },
  "net-device-fixed": {
    severity: "error",
    summary: "the kernel moves a network interface of this sort to no other namespace",
  },
  "net-device-name-invalid": { severity: "error", summary: "Linux gives no network interface such a name" },
  "net-device-name-taken": { severity: "error", summary: "two network interfaces of a container have the same name" },
  "net-device-name-doubtful": {
    severity: "warning",
    summary: "a network interface may not get its name in the container",
  },
  "net-device-down": { severity: "warning", summary: "a network interface is down on the host, or has no link" },
  "net-device-in-use": { severity: "warning", summary: "the host itself uses a network interface that it gives away" },
  "net-device-claimed": {
    severity: "warning",
    summary: "CNI is configured to use a network interface for other containers",
  },
  "cni-file-invalid": { severity: "warning", summary: "CNI does not take a file of its configuration" },
  "cni-plugin-missing": { severity: "warning", summary: "a CNI plugin that a network names is not installed" },
  "rdma-not-moved": {
    severity: "warning",
    summary: "an RDMA device belongs to the network namespace of the host, so no container can open it",
  },
  "rdma-interface-apart": {
    severity: "warning",
    summary: "a container gets an RDMA device without its network interface",
  },
  "nvidia-driver-missing": {
    severity: "error",
    summary: "a part of NVIDIA's driver that a device needs is not loaded",
  },
  "nvidia-node-stale": { severity: "error", summary: "a node was made for an NVIDIA driver that had another number" },
  "nvidia-gpu-missing": { severity: "error", summary: "NVIDIA's driver does not have the GPU of a device" },
  "nvidia-incomplete": { severity: "error", summary: "a GPU comes without a node by which every program uses it" },
  "nvidia-may-be-incomplete": { severity: "warning", summary: "a GPU comes without a node by which CUDA uses it" },
  "nvidia-version-mismatch": {
    severity: "error",
    summary: "a device mounts libraries of another version than the NVIDIA driver that is loaded",
  },
  "mig-instance-gone": { severity: "error", summary: "a device gives access to a MIG instance that is not there" },
  "mig-divided": { severity: "warning", summary: "a device is the whole of a GPU that is divided by MIG" },
  "nvidia-hook-fails": { severity: "error", summary: "NVIDIA's hook fails in a container that has its devices by CDI" },
  "nvidia-injected-twice": {
    severity: "warning",
    summary: "NVIDIA's hook or runtime gives a container GPUs beside those of CDI",
  },
  "nvidia-visible-devices": {
    severity: "warning",
    summary: "the environment of a container asks NVIDIA's runtime for GPUs beside those of CDI",
  },
} as const satisfies Record<string, CatalogueEntry>;

export type ProblemCode = keyof typeof problemCatalogue;

/** Something wrong or doubtful, as data. `line` and `column` count from 1. */
export interface Problem<Code extends string = ProblemCode> {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly path?: string;
  readonly line?: number;
  readonly column?: number;
  readonly devices?: readonly string[];
  /** What to do about it, where that can be said. */
  readonly fix?: string;
}

/** Where a problem is, whom it touches and what to do; all parts optional. */
export type ProblemPlace = Pick<Problem, "path" | "line" | "column" | "devices" | "fix">;

/** Makes a problem of a catalogued code; the severity is the catalogue's. */
export function problem<Code extends ProblemCode>(
  code: Code,
  message: string,
  place: ProblemPlace = {},
): Problem<Code> {
  return { code, severity: problemCatalogue[code].severity, message, ...place };
}

export function isError(candidate: Problem<string>): boolean {
  return candidate.severity === "error";
}

import type { RuntimeName } from "../runtime-version.ts";

/** What a runtime makes of CDI from a version on, until the next row of it. */
export interface CdiSupport {
  readonly from: readonly number[];
  /** The highest cdiVersion that it takes; undefined where it knows nothing of CDI. */
  readonly highest: string | undefined;
  /** How CDI is switched on, where it is off until then. */
  readonly off?: SwitchName;
  /** Where it looks unless it is told otherwise; absent for the usual directories. */
  readonly directories?: readonly string[];
}

/** Where a runtime is told to read specs; see `cdi-switches.ts`. */
export type SwitchName = "containerd" | "docker";

const etcOnly: readonly string[] = ["/etc/cdi"];
const buildkitDirectories: readonly string[] = ["/etc/cdi", "/var/run/cdi", "/etc/buildkit/cdi"];

/** By the CDI library that each release was built with; the rows of a runtime are in order of version. */
const support: Readonly<Record<Exclude<RuntimeName, "runc" | "crun">, readonly CdiSupport[]>> = {
  containerd: [
    { from: [0], highest: undefined },
    { from: [1, 7, 0], highest: "0.5.0", off: "containerd" },
    { from: [1, 7, 12], highest: "0.6.0", off: "containerd" },
    { from: [1, 7, 16], highest: "0.7.0", off: "containerd" },
    { from: [1, 7, 27], highest: "0.8.0", off: "containerd" },
    { from: [2, 0, 0], highest: "0.8.0" },
    { from: [2, 0, 5], highest: "1.0.0" },
    { from: [2, 2, 1], highest: "1.1.0" },
  ],
  "cri-o": [
    { from: [0], highest: undefined },
    { from: [1, 24], highest: "0.3.0" },
    { from: [1, 25], highest: "0.5.0" },
    { from: [1, 28], highest: "0.6.0" },
    { from: [1, 30], highest: "0.7.0" },
    { from: [1, 31], highest: "0.8.0" },
    { from: [1, 33], highest: "1.0.0" },
    { from: [1, 35], highest: "1.1.0" },
  ],
  podman: [
    { from: [0], highest: undefined },
    { from: [3, 2], highest: "0.3.0" },
    { from: [4, 1], highest: "0.4.0" },
    { from: [4, 3], highest: "0.5.0" },
    { from: [4, 7], highest: "0.6.0" },
    { from: [5, 1], highest: "0.7.0" },
    { from: [5, 2], highest: "0.8.0" },
    { from: [5, 5], highest: "1.0.0", directories: etcOnly },
    { from: [5, 6], highest: "1.0.0" },
    { from: [6, 0], highest: "1.1.0" },
  ],
  docker: [
    { from: [0], highest: undefined },
    { from: [25, 0, 0], highest: "0.6.0", off: "docker" },
    { from: [25, 0, 17], highest: "0.8.0", off: "docker" },
    { from: [26, 0, 0], highest: "0.6.0", off: "docker" },
    { from: [26, 1, 0], highest: "0.7.0", off: "docker" },
    { from: [27, 4, 0], highest: "0.8.0", off: "docker" },
    { from: [28, 1, 0], highest: "1.0.0", off: "docker" },
    { from: [28, 2, 0], highest: "1.0.0" },
    { from: [29, 2, 0], highest: "1.1.0" },
  ],
  buildah: [
    { from: [0], highest: undefined },
    { from: [1, 36], highest: "0.7.0", directories: etcOnly },
    { from: [1, 37], highest: "0.8.0", directories: etcOnly },
    { from: [1, 40], highest: "1.0.0", directories: etcOnly },
    { from: [1, 41], highest: "1.0.0" },
    { from: [1, 44], highest: "1.1.0" },
  ],
  buildkit: [
    { from: [0], highest: undefined },
    { from: [0, 20], highest: "0.8.0", directories: buildkitDirectories },
    { from: [0, 21], highest: "1.0.0", directories: buildkitDirectories },
    { from: [0, 27], highest: "1.1.0", directories: buildkitDirectories },
  ],
  nerdctl: [
    { from: [0], highest: undefined },
    { from: [2, 1, 0], highest: "1.0.0" },
    { from: [2, 2, 1], highest: "1.1.0" },
  ],
};

/** The rows of a runtime; none for one that is handed OCI specs and reads no CDI specs. */
export function cdiSupport(name: RuntimeName): readonly CdiSupport[] {
  return name === "runc" || name === "crun" ? [] : support[name];
}

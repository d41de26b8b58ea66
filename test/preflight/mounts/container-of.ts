import type { Mount } from "../../../src/cdi/spec.ts";
import type { Check } from "../../../src/preflight/check.ts";
import { type FakeHostParts, fakeHost, together } from "../../host/fake-host.ts";
import { said, subjectOn } from "../subject-on.ts";

export interface MountCase {
  /** Of one device, `vendor.com/device=x`. */
  readonly mounts?: readonly Mount[];
  readonly host?: FakeHostParts;
  /** Parts of the OCI spec; no container where false. */
  readonly oci?: object | false;
  readonly runtime?: string;
}

/** The mounts of a host: everything private on one disk, unless told. */
export function mountinfo(...lines: readonly string[]): FakeHostParts {
  const all = ["1 0 8:1 / / rw - ext4 /dev/sda1 rw", "2 1 0:20 / /sys rw - sysfs sysfs rw", ...lines];
  return { files: { "/proc/1/mountinfo": `${all.join("\n")}\n` } };
}

const usual: FakeHostParts = together(mountinfo(), {
  files: { "/opt/v/lib.so": "", "/proc/filesystems": "nodev\tsysfs\n\text4\n" },
  directories: ["/opt/v/data", "/run/bundle/rootfs/etc", "/sys/class"],
});

/** What a check says of a container whose bundle is /run/bundle, on a host that has /opt/v/lib.so and /opt/v/data. */
export function saysOf(check: Check, { mounts = [], host = {}, oci = {}, runtime }: MountCase): readonly string[] {
  const parts = together(usual, host);
  const subject = subjectOn({
    host: fakeHost(parts).host,
    devices: { x: { env: ["A=1"], ...(mounts.length > 0 && { mounts: [...mounts] }) } },
    ...(oci !== false && { oci: { root: { path: "rootfs" }, ...oci }, path: "/run/bundle/config.json" }),
    ...(runtime !== undefined && { runtime }),
  });
  return said(check.run(subject));
}

/** A bind mount of a device. */
export function bind(hostPath: string, containerPath: string, ...options: readonly string[]): Mount {
  return { hostPath, containerPath, options: ["bind", ...options] };
}

import type { FakeHostParts } from "../../host/fake-host.ts";

/** A host whose kernel confines by SELinux, with booleans of its policy. */
export function selinuxHost(booleans: Readonly<Record<string, string>> = {}, enforce = "1"): FakeHostParts {
  const entries = Object.entries(booleans).map(([name, value]) => [`/sys/fs/selinux/booleans/${name}`, value]);
  return { files: { "/sys/fs/selinux/enforce": enforce, "/sys/fs/selinux/mls": "1", ...Object.fromEntries(entries) } };
}

/** One whose kernel has SELinux, and no policy was loaded. */
export const hostWithoutPolicy: FakeHostParts = {
  files: { "/sys/fs/selinux/enforce": "0", "/proc/1/attr/current": "kernel\0" },
};

/** One whose kernel has no SELinux, as most Debian-like ones. */
export const hostWithoutSelinux: FakeHostParts = {
  files: { "/proc/filesystems": "nodev\tsysfs\nnodev\tproc\n\text4\n" },
};

/** What an engine gives a container on such a host. */
export function labelled(type = "container_t", level = "s0:c1,c2", fileLevel = level) {
  return {
    process: { selinuxLabel: `system_u:system_r:${type}:${level}` },
    linux: { mountLabel: `system_u:object_r:container_file_t:${fileLevel}` },
  };
}

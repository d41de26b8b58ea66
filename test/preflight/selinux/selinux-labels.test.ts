import { describe, expect, it } from "vitest";
import { selinuxLabels } from "../../../src/preflight/selinux/selinux-labels.ts";
import { saysOf } from "../says-of.ts";
import { hostWithoutSelinux, labelled, selinuxHost } from "./selinux-on.ts";

const says = (oci: object, host = selinuxHost(), runtime?: string) =>
  saysOf(selinuxLabels, { oci, host, ...(runtime !== undefined && { runtime }) });

const processLabel = (selinuxLabel: unknown) => ({ process: { selinuxLabel } });

describe("SELinux labels", () => {
  it("that go together are passed over", () => {
    expect(says(labelled())).toEqual([]);
    expect(says(labelled("container_t", "s0:c1,c2", "s0"))).toEqual([]);
    expect(says(processLabel("system_u:system_r:spc_t:s0"))).toEqual([]);
  });

  it("are not missed where there are none", () => {
    expect(says({})).toEqual([]);
    expect(says(processLabel(""))).toEqual([]);
    expect(says({}, hostWithoutSelinux)).toEqual([]);
    expect(says({}, {})).toEqual([]);
  });

  it("that are none are refused", () => {
    expect(says(processLabel("container_t"))).toEqual([
      'error selinux-label-invalid: The container cannot start: process.selinuxLabel container_t is no SELinux label, for it is not of the form user:role:type:level, so the kernel refuses it with "invalid argument" -> Write it like system_u:system_r:container_t:s0:c1,c2',
    ]);
    expect(says({ linux: { mountLabel: "system_u:object_r:container_file_t:s0:c2,c" } })).toEqual([
      'error selinux-label-invalid: The container cannot start: linux.mountLabel system_u:object_r:container_file_t:s0:c2,c is no SELinux label, for its level is not of the form s0:c1,c2, so the kernel refuses it with "invalid argument" -> Write it like system_u:object_r:container_file_t:s0:c1,c2',
    ]);
  });

  it("of another type than text are none of a container", () => {
    expect(says(processLabel(7))).toEqual([]);
    expect(says(processLabel(["a"]))).toEqual([]);
  });

  it("with other categories keep a container from its own files", () => {
    expect(says(labelled("container_t", "s0:c1,c2", "s0:c1,c3"))).toEqual([
      "warning selinux-level-mismatch: The container cannot get at its own files: process.selinuxLabel has not all the categories of linux.mountLabel, so opening anything fails with EACCES (permission denied) -> Give both labels the same level",
    ]);
    expect(says(labelled("spc_t", "s0", "s0:c1,c3"))).toEqual([]);
    expect(says(labelled("of_a_policy_of_its_own_t", "s0", "s0:c1,c3"))).toEqual([]);
  });
});

describe("labels on a host without SELinux", () => {
  it("are refused by runc", () => {
    expect(says(labelled(), hostWithoutSelinux, "runc@1.1.5")).toEqual([
      'error selinux-off: The container cannot start with process.selinuxLabel system_u:system_r:container_t:s0:c1,c2: SELinux is off on the host, so runc fails with "selinux label is specified in config, but selinux is disabled or not supported" -> Take process.selinuxLabel out of the OCI spec, as engines do with --security-opt=label=disable',
      'error selinux-off: The container cannot start with linux.mountLabel system_u:object_r:container_file_t:s0:c1,c2: SELinux is off on the host, so runc fails to mount a tmpfs with "invalid argument" -> Take linux.mountLabel out of the OCI spec, as engines do with --security-opt=label=disable',
    ]);
  });

  it("of a process are refused by crun, and those of mounts passed over", () => {
    const found = says(labelled(), hostWithoutSelinux, "crun@1.8");
    expect(found).toHaveLength(1);
    expect(found[0]).toContain('crun fails with "write to /proc/self/attr/keycreate: Invalid argument"');
  });

  it("are as good as there where SELinux only warns", () => {
    expect(says(labelled(), selinuxHost({}, "0"))).toEqual([]);
  });

  it("cannot be judged where nothing of the kernel can be read", () => {
    const found = says(processLabel("system_u:system_r:container_t:s0"), {});
    expect(found).toEqual([
      "info unknown: Cannot tell whether process.selinuxLabel system_u:system_r:container_t:s0 can be used: neither /sys/fs/selinux nor /proc/filesystems can be read -> Run where the host's /sys and /proc are mounted",
    ]);
  });

  it("count as without where the file system of SELinux is offered and mounted nowhere", () => {
    const filesystems = { "/proc/filesystems": "nodev\tselinuxfs\n" };
    const mountinfo = "22 1 0:20 / / rw - ext4 /dev/sda rw\n";
    const host = { files: { ...filesystems, "/proc/self/mountinfo": mountinfo } };
    expect(says(labelled(), host, "crun@1.8").join()).toContain("selinux-off");
    const elsewhere = `${mountinfo}30 22 0:25 / /selinux rw - selinuxfs selinuxfs rw\n`;
    const files = { ...filesystems, "/proc/self/mountinfo": elsewhere, "/selinux/enforce": "1" };
    expect(says(labelled(), { files }, "crun@1.8")).toEqual([]);
  });
});

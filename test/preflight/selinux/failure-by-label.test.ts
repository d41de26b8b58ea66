import { describe, expect, it } from "vitest";
import { selinuxLabels } from "../../../src/preflight/selinux/selinux-labels.ts";
import { saysOf } from "../says-of.ts";
import { hostWithoutPolicy, hostWithoutSelinux, labelled, selinuxHost } from "./selinux-on.ts";

const says = (oci: object, host = selinuxHost(), runtime?: string) =>
  saysOf(selinuxLabels, { oci, host, ...(runtime !== undefined && { runtime }) });

const processLabel = (selinuxLabel: unknown) => ({ process: { selinuxLabel } });

describe("labels on a host without SELinux", () => {
  it("are refused by runc", () => {
    const mounts = [
      { destination: "/proc", type: "proc", source: "proc" },
      { destination: "/dev", type: "tmpfs", source: "tmpfs" },
    ];
    expect(says({ ...labelled(), mounts }, hostWithoutSelinux, "runc@1.1.5")).toEqual([
      'error selinux-off: The container cannot start with process.selinuxLabel system_u:system_r:container_t:s0:c1,c2: SELinux is off on the host, so runc fails with "selinux label is specified in config, but selinux is disabled or not supported" -> Take process.selinuxLabel out of the OCI spec, as engines do with --security-opt=label=disable',
      'error selinux-off: The container cannot start with linux.mountLabel system_u:object_r:container_file_t:s0:c1,c2: SELinux is off on the host, so runc fails to mount tmpfs at /dev with "invalid argument" -> Take linux.mountLabel out of the OCI spec, as engines do with --security-opt=label=disable',
    ]);
  });

  it("of mounts are no matter where there is no mount that has one", () => {
    const { linux } = labelled();
    const mounts = [
      { destination: "/proc", type: "proc", source: "proc" },
      { destination: "/dev/mqueue", type: "mqueue", source: "mqueue" },
      { destination: "/data", type: "tmpfs", source: "/srv", options: ["rbind"] },
      { destination: "/odd" },
    ];
    expect(says({ linux, mounts }, hostWithoutSelinux, "runc@1.1.5")).toEqual([]);
  });

  it("are refused as well where it has no policy, but that crun can give one to a process", () => {
    const mounts = [{ destination: "/dev", type: "tmpfs", source: "tmpfs" }];
    const oci = { ...labelled(), mounts };
    expect(says(oci, hostWithoutPolicy, "runc@1.1.5")[0]).toBe(
      'error selinux-off: The container cannot start with process.selinuxLabel system_u:system_r:container_t:s0:c1,c2: SELinux has no policy on the host, which counts as off, so runc fails with "selinux label is specified in config, but selinux is disabled or not supported" -> Take process.selinuxLabel out of the OCI spec, as engines do with --security-opt=label=disable',
    );
    expect(says(oci, hostWithoutPolicy, "crun@1.8")).toEqual([
      'error selinux-off: The container cannot start with linux.mountLabel system_u:object_r:container_file_t:s0:c1,c2: SELinux has no policy on the host, which counts as off, so crun fails to mount tmpfs at /dev with "invalid argument" -> Take linux.mountLabel out of the OCI spec, as engines do with --security-opt=label=disable',
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
      "info unknown: Cannot tell whether process.selinuxLabel system_u:system_r:container_t:s0 can be used: neither /sys/fs/selinux nor what else tells of SELinux can be read -> Run where the host's /sys and /proc are mounted",
    ]);
    expect(says(processLabel("container_t"), {}).join()).toContain("error selinux-label-invalid");
    expect(says({ linux: { mountLabel: "container_file_t" } }, {}).join()).toMatch(/^info unknown/);
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

  it("cannot be judged where the kernel confines, but its file system is mounted elsewhere", () => {
    const files = {
      "/proc/filesystems": "nodev\tselinuxfs\n",
      "/proc/self/mountinfo": "22 1 0:20 / / rw - ext4 /dev/sda rw\n",
      "/proc/1/attr/current": "system_u:system_r:container_t:s0:c1,c2\0",
    };
    expect(says(processLabel("system_u:system_r:spc_t:s0"), { files }).join()).toMatch(/^info unknown/);
  });
});

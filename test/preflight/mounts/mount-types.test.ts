import { describe, expect, it } from "vitest";
import { mountTypes } from "../../../src/preflight/mounts/mount-types.ts";
import { fakeHost } from "../../host/fake-host.ts";
import { said, subjectOn } from "../subject-on.ts";
import { bind, type MountCase, saysOf } from "./container-of.ts";

const says = (given: MountCase) => saysOf(mountTypes, given);

describe("the types of mounts", () => {
  it("do not matter where an option makes it a bind mount", () => {
    expect(says({ mounts: [{ ...bind("/opt/v/data", "/m"), type: "none" }] })).toEqual([]);
  });

  it.each(["bind", "none", undefined])("make no bind mount by themselves: %s", (type) => {
    const mounts = [{ hostPath: "/opt/v/data", containerPath: "/m", options: ["ro"], ...(type && { type }) }];
    expect(says({ mounts })).toEqual([
      'error mount-without-bind: Cannot mount /opt/v/data at /m: it has neither the option bind nor rbind, so runc fails with "no such device" -> Add bind to its options in /etc/cdi/device.yaml',
    ]);
  });

  it("are missed by crun in words of its own", () => {
    const mounts = [{ hostPath: "/opt/v/data", containerPath: "/m" }];
    expect(says({ mounts, runtime: "crun" })[0]).toContain('crun fails with "invalid mount type"');
  });

  it("are those of file systems that every kernel has, or that are loaded", () => {
    const mounts = ["tmpfs", "proc", "ext4", "cgroup"].map((type) => ({ destination: `/${type}`, source: type, type }));
    expect(says({ oci: { mounts } })).toEqual([]);
  });

  it("may be of a module that is not loaded", () => {
    expect(says({ oci: { mounts: [{ destination: "/m", source: "srv:/", type: "nfs" }] } })).toEqual([
      'warning file-system-not-loaded: Cannot mount srv:/ at /m: the kernel has not loaded the file system nfs; where it cannot, runtimes fail with "no such device" -> Run modprobe nfs',
    ]);
  });

  it("are unknown without procfs", () => {
    const subject = subjectOn({
      host: fakeHost().host,
      oci: { mounts: [{ destination: "/m", source: "srv:/", type: "nfs" }] },
    });
    expect(said(mountTypes.run(subject))).toEqual([
      "info unknown: Cannot tell whether the kernel has the file system nfs: no /proc/filesystems -> Run where the host's /proc is mounted",
    ]);
  });
});

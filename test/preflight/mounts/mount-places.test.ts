import { describe, expect, it } from "vitest";
import { mountPlaces } from "../../../src/preflight/mounts/mount-places.ts";
import { together } from "../../host/fake-host.ts";
import { bind, type MountCase, mountinfo, saysOf } from "./container-of.ts";

const says = (given: MountCase) => saysOf(mountPlaces, given);
const lib = bind("/opt/v/lib.so", "/usr/lib/lib.so");
const data = bind("/opt/v/data", "/data");
const inRootfs = (path: string) => `/run/bundle/rootfs${path}`;

describe("the place of a mount", () => {
  it("is made where it is missing", () => {
    expect(says({ mounts: [lib, data] })).toEqual([]);
  });

  it("may be there and of the same kind", () => {
    const host = { files: { [inRootfs("/usr/lib/lib.so")]: "" }, directories: [inRootfs("/data")] };
    expect(says({ mounts: [lib, data], host })).toEqual([]);
  });

  it("is of no concern without a container", () => {
    expect(says({ mounts: [lib, data], oci: false })).toEqual([]);
  });

  it("must not be of the other kind", () => {
    const host = { files: { [inRootfs("/data")]: "" }, directories: [inRootfs("/usr/lib/lib.so")] };
    expect(says({ mounts: [lib, data], host })).toEqual([
      'error mount-kind-mismatch: Cannot mount /opt/v/data at /data: it is a directory, and the container has a file there, so runtimes fail with "not a directory" -> Give it another place in the container in /etc/cdi/device.yaml',
      'error mount-kind-mismatch: Cannot mount /opt/v/lib.so at /usr/lib/lib.so: it is a file, and the container has a directory there, so runtimes fail with "not a directory" -> Give it another place in the container in /etc/cdi/device.yaml',
    ]);
  });

  it("must not be of the other kind where links lead, which never leave the container", () => {
    const host = { links: { [inRootfs("/data")]: "/etc/link", [inRootfs("/etc/link")]: "passwd" } };
    const passwd = { files: { [inRootfs("/etc/passwd")]: "" } };
    expect(says({ mounts: [data], host })).toEqual([]);
    expect(says({ mounts: [data], host: together(host, passwd) })).toHaveLength(1);
    expect(says({ mounts: [data], host: { links: { [inRootfs("/data")]: "/opt/v/lib.so" } } })).toEqual([]);
  });

  it("must not be below a file", () => {
    const host = { files: { [inRootfs("/etc/a")]: "" } };
    expect(says({ mounts: [bind("/opt/v/lib.so", "/etc/a/b/c")], host })).toEqual([
      'error mount-kind-mismatch: Cannot mount /opt/v/lib.so at /etc/a/b/c: a directory on the way to /etc/a/b/c is a file in the container, so runtimes fail with "not a directory" -> Give it another place in the container in /etc/cdi/device.yaml',
    ]);
    const mounts = [bind("/opt/v/lib.so", "/a"), bind("/opt/v/lib.so", "/a/b")];
    expect(says({ mounts })).toHaveLength(1);
  });

  it("is looked for in what is mounted over the root file system before", () => {
    const host = { directories: [inRootfs("/m/lib.so"), "/opt/v/data/lib.so"] };
    const child = bind("/opt/v/lib.so", "/m/lib.so");
    expect(says({ mounts: [child], host })).toHaveLength(1);
    const tmpfs = { destination: "/m", source: "tmpfs", type: "tmpfs" };
    expect(says({ mounts: [child], host, oci: { mounts: [tmpfs] } })).toEqual([]);
    expect(says({ mounts: [bind("/opt/v/data", "/m"), child] })).toEqual([]);
    expect(says({ mounts: [bind("/opt/v/data", "/m"), child], host })).toHaveLength(1);
  });

  it("is not judged in file systems whose content is not known", () => {
    const host = { directories: [inRootfs("/m/lib.so")] };
    const disk = { destination: "/m", source: "/dev/sdb", type: "ext4" };
    expect(says({ mounts: [bind("/opt/v/lib.so", "/m/lib.so")], host, oci: { mounts: [disk] } })).toEqual([]);
  });
});

describe("a place that cannot be made", () => {
  const missing = (state: string, fix: string) => [
    `error mount-point-missing: Cannot mount /opt/v/data at /data: the container has no /data and it cannot be made, for ${state}; runc fails with "read-only file system" -> ${fix}`,
  ];
  const make = "Create an empty directory /data in the container's file system, before it is made read-only";

  it("is on a read-only file system", () => {
    const host = mountinfo("3 1 0:30 / /run/bundle/rootfs rw - squashfs s ro");
    expect(says({ mounts: [data], host })).toEqual(missing("its file system is read-only", make));
    expect(says({ mounts: [data], host, runtime: "crun" })).toHaveLength(1);
    expect(says({ mounts: [data], host: together(host, { directories: [inRootfs("/data")] }) })).toEqual([]);
  });

  it("is in a read-only mount, which crun gets round", () => {
    const host = mountinfo("3 1 0:30 / /run/bundle ro - ext4 s rw");
    expect(says({ mounts: [data], host })).toEqual(missing("it would lie in a read-only mount", make));
    expect(says({ mounts: [data], host, runtime: "crun" })).toEqual([]);
  });

  it("is in a directory that was itself mounted read-only", () => {
    const child = bind("/opt/v/lib.so", "/data/lib.so");
    expect(says({ mounts: [bind("/opt/v/data", "/data", "ro"), child] })).toEqual([
      'error mount-point-missing: Cannot mount /opt/v/lib.so at /data/lib.so: the container has no /data/lib.so and it cannot be made, for it would lie in a read-only mount; runc fails with "read-only file system" -> Create an empty file /data/lib.so in the container\'s file system, before it is made read-only',
    ]);
    expect(says({ mounts: [bind("/opt/v/data", "/data"), child] })).toEqual([]);
  });

  it("is not a root file system that the runtime makes read-only in the end", () => {
    expect(says({ mounts: [data], oci: { root: { path: "rootfs", readonly: true } } })).toEqual([]);
  });

  it("is in sysfs", () => {
    const oci = { mounts: [{ destination: "/sys", source: "sysfs", type: "sysfs", options: ["ro"] }] };
    const mounts = [bind("/opt/v/data", "/sys/nothing")];
    expect(says({ mounts, oci })).toEqual([
      'error mount-point-missing: Cannot mount /opt/v/data at /sys/nothing: the container has no /sys/nothing and it cannot be made, for sysfs has no such entry and takes none; runc fails with "read-only file system" -> Give it another place in the container in /etc/cdi/device.yaml',
    ]);
    expect(says({ mounts, oci, runtime: "crun" })[0]).toContain('crun fails with "no such file or directory"');
    expect(says({ mounts: [bind("/opt/v/data", "/sys/class")], oci })).toEqual([]);
  });
});

describe("a root file system that cannot be looked at", () => {
  it.each([
    [{ root: { path: "later" } }, "later is not there"],
    [{ root: {} }, "the OCI spec names none"],
  ])("is unknown: %j", (oci, state) => {
    expect(says({ mounts: [data], oci })).toEqual([
      `info unknown: Cannot look at the container's root file system: ${state}, so what its mount points are is not known -> Give the bundle directory with --oci, once its root file system is mounted`,
    ]);
  });

  it("is of no concern where no device mounts anything", () => {
    expect(says({ oci: { root: { path: "later" } } })).toEqual([]);
  });
});

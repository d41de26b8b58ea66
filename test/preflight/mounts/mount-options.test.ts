import { describe, expect, it } from "vitest";
import { mountOptions } from "../../../src/preflight/mounts/mount-options.ts";
import { bind, type MountCase, saysOf } from "./container-of.ts";

const says = (given: MountCase) => saysOf(mountOptions, given);
const bound = (runtime: string | undefined, ...options: readonly string[]) =>
  says({ mounts: [bind("/opt/v/data", "/m", ...options)], ...(runtime !== undefined && { runtime }) });
const fresh = (type: string, runtime: string | undefined, ...options: readonly string[]) =>
  says({
    oci: { mounts: [{ destination: "/m", source: type, type, options }] },
    ...(runtime !== undefined && { runtime }),
  });

describe("the options of a bind mount", () => {
  it("are those that both runtimes know", () => {
    expect(bound(undefined, "ro", "nosuid", "nodev", "rprivate", "rro", "noatime")).toEqual([]);
  });

  it("are refused by runc from 1.2 on where they are for a file system", () => {
    const fix = "-> Take defaults out of its options in /etc/cdi/device.yaml";
    expect(bound("runc@1.2.3", "defaults")).toEqual([
      `error mount-option-refused: Cannot mount /opt/v/data at /m with the option defaults: runc fails with "bind mounts cannot have any filesystem-specific options applied" ${fix}`,
    ]);
    expect(bound("runc@1.1.5", "defaults")).toEqual([
      `warning mount-option-doubtful: Cannot mount /opt/v/data at /m with the option defaults everywhere: runc does not know it and goes without ${fix}`,
    ]);
    const mixed = `warning mount-option-doubtful: Cannot mount /opt/v/data at /m with the option defaults everywhere: runc from 1.2 on fails with "bind mounts cannot have any filesystem-specific options applied"; older ones, like crun, go without ${fix}`;
    expect(bound(undefined, "defaults")).toEqual([mixed]);
    expect(bound("runc@1", "defaults")).toEqual([mixed]);
    expect(bound("podman@5", "defaults")).toEqual([mixed]);
    expect(bound("crun@1.8.1", "defaults")).toEqual([]);
  });

  it.each([
    ["size=1m", "runc@1.3", "error"],
    ["size=1m", "crun", "warning"],
    ["lazytime", "runc@1.3", undefined],
    ["lazytime", "crun", "warning"],
    ["nosymfollow", "runc@1.1", undefined],
    ["rsync", "runc@1.3", "error"],
    ["rsync", "crun", undefined],
    ["copy-symlink", "crun", undefined],
    ["idmap", "runc@1.1", undefined],
    ["idmap=uids=0-1000-1", "crun", undefined],
    ["tmpcopyup", "runc", undefined],
    ["tmpcopyup", "crun", "error"],
    ["remount", "runc", "error"],
    ["remount", "crun", "error"],
    ["toString", "runc@1.3", "error"],
  ])("%s with %s: %s", (option, runtime, expected) => {
    expect(bound(runtime, option).map((line) => line.split(" ")[0])).toEqual(expected === undefined ? [] : [expected]);
  });

  it("are told of where crun alone fails, unless it is runc that starts the container", () => {
    expect(bound(undefined, "tmpcopyup")).toEqual([
      'warning mount-option-doubtful: Cannot mount /opt/v/data at /m with the option tmpcopyup everywhere: crun fails with "tmpcopyup can be used only with tmpfs" -> Take tmpcopyup out of its options in /etc/cdi/device.yaml',
    ]);
    expect(bound("runc", "tmpcopyup")).toEqual([]);
  });

  it("may mount again what is mounted there", () => {
    const again = { destination: "/own", source: "/opt/v/data", options: ["bind", "remount", "ro"] };
    expect(says({ oci: { mounts: [{ ...again, options: ["bind"] }, again] } })).toEqual([]);
  });

  it("contradict each other for crun, which lets no word undo another", () => {
    expect(bound(undefined, "ro", "rw")).toEqual([
      "warning mount-option-doubtful: Cannot mount /opt/v/data at /m alike everywhere: rw comes after ro: runc takes the last, crun ro -> Leave one of the two in its options in /etc/cdi/device.yaml",
    ]);
    expect(bound("crun", "ro", "rw")).toHaveLength(1);
    expect(bound("runc", "ro", "rw")).toEqual([]);
    expect(bound(undefined, "rw", "ro")).toEqual([]);
    expect(bound(undefined, "private", "rshared")[0]).toContain(
      'crun fails with "invalid argument" on private and rshared, of which runc takes the last',
    );
    expect(bound(undefined, "rprivate", "rprivate")).toEqual([]);
  });

  it("are told of where a device is looked at without a container", () => {
    const mounts = [bind("/opt/v/data", "/m", "frob")];
    expect(says({ mounts, oci: false, runtime: "runc@1.3" })).toHaveLength(1);
  });
});

describe("the options of a file system", () => {
  it("are those that it takes", () => {
    expect(fresh("tmpfs", undefined, "nosuid", "size=64k", "mode=755", "tmpcopyup", "context=x")).toEqual([]);
    expect(fresh("devpts", undefined, "newinstance", "ptmxmode=0666", "mode=0620", "gid=5")).toEqual([]);
    expect(fresh("proc", undefined, "hidepid=2")).toEqual([]);
    expect(fresh("ext4", undefined, "who=knows")).toEqual([]);
  });

  it.each([
    ["tmpfs", "frob"],
    ["sysfs", "frob=1"],
    ["mqueue", "size=1"],
    ["devpts", "size=1"],
    ["tmpfs", "idmap"],
  ])("of %s are not %s", (type, option) => {
    expect(fresh(type, undefined, option)).toEqual([
      `error mount-option-refused: Cannot mount ${type} at /m with the option ${option}: runc fails with "invalid argument" -> Take ${option} out of its options in the OCI spec`,
    ]);
  });

  it("are not `defaults` for runc, which crun takes for nothing", () => {
    expect(fresh("tmpfs", undefined, "defaults")[0]).toMatch(/^error mount-option-refused/);
    expect(fresh("tmpfs", "crun", "defaults")).toEqual([]);
  });

  it("are not all that runc knows for crun", () => {
    expect(fresh("tmpfs", undefined, "nosymfollow")[0]).toMatch(/^warning mount-option-doubtful: .*crun fails/);
    expect(fresh("tmpfs", "runc", "nosymfollow")).toEqual([]);
    expect(fresh("tmpfs", "crun", "nosymfollow")[0]).toMatch(/^error mount-option-refused/);
  });
});

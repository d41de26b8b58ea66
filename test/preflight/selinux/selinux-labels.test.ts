import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { selinuxLabels } from "../../../src/preflight/selinux/selinux-labels.ts";
import { fakeHost } from "../../host/fake-host.ts";
import { saysOf } from "../says-of.ts";
import { subjectOn } from "../subject-on.ts";
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
      "warning selinux-level-mismatch: SELinux keeps container_t from the container's own files: process.selinuxLabel has not all the categories of linux.mountLabel, so opening them fails with EACCES (permission denied) -> Give both labels the same level",
    ]);
    expect(says(labelled("spc_t", "s0", "s0:c1,c3"))).toEqual([]);
    expect(says(labelled("of_a_policy_of_its_own_t", "s0", "s0:c1,c3"))).toEqual([]);
    expect(says(labelled("container_t", "s0:c1,c2", "s0:c1,c3"), selinuxHost({}, "0"))).toEqual([]);
  });

  it("go together where all categories are in the upper end of the process's range", () => {
    expect(says(labelled("container_t", "s0-s0:c0.c1023", "s0:c1,c3"))).toEqual([]);
    expect(says(labelled("container_t", "s0:c1,c2", "s0-s0:c1,c3")).join()).toContain("selinux-level-mismatch");
  });

  it("have a level where those of the host's policy have one, and none where they have none", () => {
    expect(says(processLabel("system_u:system_r:container_t"))).toEqual([
      'error selinux-label-invalid: The container cannot start: process.selinuxLabel system_u:system_r:container_t is no SELinux label, for it has no level, and labels of the host\'s policy have one, so the kernel refuses it with "invalid argument" -> Write it like system_u:system_r:container_t:s0:c1,c2',
    ]);
    const flat = { files: { "/sys/fs/selinux/enforce": "1", "/sys/fs/selinux/mls": "0" } };
    expect(says(processLabel("system_u:system_r:container_t"), flat)).toEqual([]);
    expect(says(processLabel("system_u:system_r:container_t:s0"), flat)).toEqual([
      'error selinux-label-invalid: The container cannot start: process.selinuxLabel system_u:system_r:container_t:s0 is no SELinux label, for it has a level, and labels of the host\'s policy have none, so the kernel refuses it with "invalid argument" -> Write it like system_u:system_r:container_t',
    ]);
    const unread = { files: { "/sys/fs/selinux/enforce": "1" } };
    expect(says(processLabel("system_u:system_r:container_t"), unread)).toEqual([]);
  });

  it("that are none are refused by a host that only warns, too", () => {
    expect(says(processLabel("container_t"), selinuxHost({}, "0")).join()).toContain("selinux-label-invalid");
  });

  it("are told of in short, however long they are", () => {
    const [found = ""] = says(processLabel("u:r:t".repeat(100_000)));
    expect(found).toContain("u:r:t... is no SELinux label, for it has more than 4096 characters");
    expect(found.length).toBeLessThan(500);
  });

  it("are told of on one line", () => {
    const [found = ""] = says(processLabel("a:b:c\nd\u001b[31m"));
    expect(found).toContain(
      'process.selinuxLabel "a:b:c\\nd\\u001b[31m" is no SELinux label, for a part of it is no name',
    );
  });

  it("of any text and type never stop the check", () => {
    const value = fc.oneof(fc.string({ unit: "binary" }), fc.jsonValue(), fc.constant("u:r:container_t:s0:c1"));
    const { host } = fakeHost(selinuxHost());
    fc.assert(
      fc.property(value, value, (selinuxLabel, mountLabel) => {
        const found = selinuxLabels.run(subjectOn({ host, oci: { process: { selinuxLabel }, linux: { mountLabel } } }));
        for (const { message } of found) expect(message).not.toMatch(/\n/);
      }),
    );
  });
});

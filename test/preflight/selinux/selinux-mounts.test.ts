import { describe, expect, it } from "vitest";
import { selinuxMounts } from "../../../src/preflight/selinux/selinux-mounts.ts";
import { type ContainerCase, saysOf } from "../says-of.ts";
import { hostWithoutSelinux, labelled, selinuxHost } from "./selinux-on.ts";

const says = (hostPath: string, more: ContainerCase = {}) =>
  saysOf(selinuxMounts, {
    oci: labelled(),
    host: selinuxHost(),
    edits: { mounts: [{ hostPath, containerPath: "/opt/x", options: ["bind"] }] },
    ...more,
  });

describe("what devices mount from the host", () => {
  it.each(["/usr/lib/libcuda.so.1", "/etc/vulkan/icd.d", "/opt/driver/bin/tool", "/lib/firmware/x.bin"])(
    "can be read where the usual policy lets containers: %s",
    (path) => {
      expect(says(path)).toEqual([]);
    },
  );

  it("is closed where it has the label of somebody's own files", () => {
    expect(says("/home/jo/model.bin")).toEqual([
      "warning selinux-mount-denied: SELinux keeps container_t from /opt/x: by the usual policy /home/jo/model.bin is user_home_t on the host, so opening it or connecting to it fails with EACCES (permission denied) -> Run chcon -R -t container_file_t /home/jo/model.bin, unless ls -Z /home/jo/model.bin shows that type",
    ]);
  });

  it("is closed where it is a socket, which is not relabelled", () => {
    expect(says("/run/nvidia-persistenced/socket")).toEqual([
      "warning selinux-mount-denied: SELinux keeps container_t from /opt/x: by the usual policy /run/nvidia-persistenced/socket is var_run_t on the host, so opening it or connecting to it fails with EACCES (permission denied) -> Run the container with --security-opt=label=disable",
    ]);
  });

  it("is named for a shell as it is", () => {
    expect(says("/home/jo/a b").join()).toContain("chcon -R -t container_file_t '/home/jo/a b'");
  });

  it.each([
    ["SELinux is off", { host: hostWithoutSelinux }],
    ["it only warns", { host: selinuxHost({}, "0") }],
    ["the container has no label", { oci: {} }],
    ["it is not confined", { oci: labelled("spc_t") }],
    ["its domain is of another policy", { oci: labelled("custom_t") }],
  ])("is no matter where %s", (_, more) => {
    expect(says("/home/jo/model.bin", more)).toEqual([]);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { closedPlace } from "../../../src/preflight/selinux/closed-places.ts";
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
      "warning selinux-mount-denied: SELinux keeps container_t from /opt/x: by the usual policy, /home/jo/model.bin is of a type like user_home_t on the host, so opening it or connecting to it fails with EACCES (permission denied) -> Unless ls -Zd /home/jo/model.bin shows container_file_t, run semanage fcontext -a -t container_file_t '/home/jo/model\\.bin(/.*)?' && restorecon -R /home/jo/model.bin",
    ]);
  });

  it("is closed where it is a socket, which is not relabelled", () => {
    expect(says("/run/nvidia-persistenced/socket")).toEqual([
      "warning selinux-mount-denied: SELinux keeps container_t from /opt/x: by the usual policy, /run/nvidia-persistenced/socket is of a type like var_run_t on the host, so opening it or connecting to it fails with EACCES (permission denied) -> Run the container with --security-opt=label=disable",
    ]);
  });

  it("is named for a shell as it is", () => {
    expect(says("/home/jo/a'b").join()).toContain(
      "-t container_file_t '/home/jo/a'\\''b(/.*)?' && restorecon -R '/home/jo/a'\\''b'",
    );
  });

  it.each(["/home/jo", "/root/", "/run/user/1000/pulse", "/run/udev", "/var/log/app", "/var/lib/app/x.sock"])(
    "is not given to containers where others need it: %s",
    (path) => {
      expect(says(path).join()).toMatch(/-> Run the container with --security-opt=label=disable$/);
    },
  );

  it.each([
    "/run/nvidia/driver/usr/lib64/libcuda.so.1",
    "/var/lib/kubelet/pods/x/file",
    "/home/jo/.local/share/containers/storage/volumes/v/_data",
    "/srv/containers/data",
    "/var/log/pods/x.log",
  ])("is for containers already: %s", (path) => {
    expect(says(path)).toEqual([]);
  });

  it("is open to the domains that read logs, where it is one", () => {
    expect(says("/var/log/messages").join()).toContain("of a type like var_log_t");
    expect(says("/var/log/messages", { oci: labelled("container_logreader_t") })).toEqual([]);
    expect(says("/var/lib/app/file", { oci: labelled("container_logreader_t") })).toHaveLength(1);
  });

  it("is no matter where the container's own document mounts it, or it is no file of the host", () => {
    const own = { ...labelled(), mounts: [{ destination: "/opt/y", source: "/home/jo", options: ["bind"] }] };
    expect(says("/usr/lib/x", { oci: own })).toEqual([]);
    const edits = { mounts: [{ hostPath: "/home/jo/x", containerPath: "/opt/x", type: "tmpfs", options: ["nodev"] }] };
    expect(says("", { edits })).toEqual([]);
  });

  it("ends for any path", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.constantFrom("/home/", "/run/", "/var/lib/", "/"),
        (rest, start) => {
          const place = closedPlace(start + rest);
          if (place) expect(place.type).toMatch(/^[a-z_]+_t$/);
        },
      ),
    );
    expect(closedPlace(`/home/${"a/".repeat(500_000)}`)?.type).toBe("user_home_t");
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

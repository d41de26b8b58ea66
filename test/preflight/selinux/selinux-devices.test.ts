import { describe, expect, it } from "vitest";
import { selinuxDevices } from "../../../src/preflight/selinux/selinux-devices.ts";
import { type ContainerCase, saysOf } from "../says-of.ts";
import { hostWithoutSelinux, labelled, selinuxHost } from "./selinux-on.ts";

const says = (given: ContainerCase) => saysOf(selinuxDevices, { oci: labelled(), host: selinuxHost(), ...given });

const closed = selinuxHost({
  container_use_devices: "0 0",
  container_use_xserver_devices: "0 0",
  container_use_dri_devices: "1 1",
});

/** A node that a mount brings, with the label that it has on the host. */
const mounted = (path: string) => ({
  mounts: [{ hostPath: path, containerPath: path, options: ["bind"] }],
});

describe("a node that the runtime makes", () => {
  it("has the label of the container's files, and no switch is asked", () => {
    expect(says({ nodes: ["/dev/nvidia0", "/dev/infiniband/uverbs0"], host: closed })).toEqual([]);
  });

  it("is closed where these may only be read", () => {
    const oci = {
      process: labelled().process,
      linux: { mountLabel: "system_u:object_r:container_ro_file_t:s0" },
    };
    expect(says({ nodes: ["/dev/nvidia0"], oci })).toEqual([
      "warning selinux-denies: SELinux lets nobody write to /dev/nvidia0: linux.mountLabel gives them the type container_ro_file_t, so opening them fails with EACCES (permission denied) -> Set linux.mountLabel to system_u:object_r:container_file_t with the level of process.selinuxLabel",
    ]);
  });

  it("is not known to be open where they have no label, or another", () => {
    const { process } = labelled();
    expect(says({ nodes: ["/dev/nvidia0"], oci: { process } })).toEqual([
      "info unknown: Cannot tell whether SELinux lets the container use /dev/nvidia0: the runtime makes them, and linux.mountLabel is not set -> Set linux.mountLabel to system_u:object_r:container_file_t with the level of process.selinuxLabel",
    ]);
    const other = { process, linux: { mountLabel: "system_u:object_r:tmp_t:s0" } };
    expect(says({ nodes: ["/dev/nvidia0"], oci: other }).join()).toContain("the runtime makes them, of the type tmp_t");
  });
});

describe("a node of the host that is mounted", () => {
  it("is closed while the switches for it are off", () => {
    expect(says({ edits: mounted("/dev/infiniband/uverbs0"), host: closed })).toEqual([
      "warning selinux-denies: SELinux keeps container_t from /dev/infiniband/uverbs0, which the container sees as on the host, by the usual policy as infiniband_device_t: container_use_devices is off, so opening fails with EACCES (permission denied) -> Run setsebool -P container_use_devices on",
    ]);
  });

  it("of NVIDIA has a narrower switch, which is the better advice", () => {
    const [found = ""] = says({ edits: mounted("/dev/nvidia0"), host: closed });
    expect(found).toContain("container_use_xserver_devices and container_use_devices are off");
    expect(found).toMatch(/-> Run setsebool -P container_use_xserver_devices on$/);
  });

  it.each([["container_use_devices"], ["container_use_xserver_devices"]])("is open with %s", (name) => {
    const host = selinuxHost({ container_use_devices: "0 0", container_use_xserver_devices: "0 0", [name]: "1 1" });
    expect(says({ edits: mounted("/dev/nvidia0"), host })).toEqual([]);
  });

  it("is judged by what the switch is now, not by what it is to be", () => {
    const host = selinuxHost({ container_use_devices: "0 1", container_use_xserver_devices: "0 1" });
    expect(says({ edits: mounted("/dev/nvidia0"), host }).join()).toContain("selinux-denies");
  });

  it.each(["/dev/kvm", "/dev/fuse", "/dev/kfd", "/dev/null"])("is open by the policy itself: %s", (path) => {
    expect(says({ edits: mounted(path), host: closed })).toEqual([]);
  });

  it("is open to the domain that is made for devices", () => {
    expect(says({ edits: mounted("/dev/nvidia0"), host: closed, oci: labelled("container_device_t") })).toEqual([]);
  });

  it("is not known where the switches cannot be read, or its kind is not known", () => {
    expect(says({ edits: mounted("/dev/nvidia0") })).toEqual([
      "info unknown: Cannot tell whether SELinux lets container_t use /dev/nvidia0, which the container sees as on the host: the booleans of its policy cannot be read -> Run as root where the host's /sys/fs/selinux is mounted",
    ]);
    const host = { ...closed, nodes: { "/dev/thing": "c 300:1" } };
    expect(says({ edits: mounted("/dev/thing"), host })).toEqual([
      "info unknown: Cannot tell whether SELinux lets container_t use /dev/thing, which the container sees as on the host: its label on the host decides -> Look with ls -Z /dev/thing",
    ]);
  });

  it("is also one that lies in a mounted directory, and one in a user namespace of runc", () => {
    const bound = { ...labelled(), mounts: [{ destination: "/dev", source: "/dev", options: ["rbind"] }] };
    expect(says({ nodes: ["/dev/nvidia0"], host: closed, oci: bound }).join()).toContain("selinux-denies");
    const { process, linux } = labelled();
    const oci = { process, linux: { ...linux, namespaces: [{ type: "user" }] } };
    expect(says({ nodes: ["/dev/nvidia0"], host: closed, oci, runtime: "runc@1.1.5" }).join()).toContain("denies");
  });
});

describe("nothing is said of devices", () => {
  const node = { edits: mounted("/dev/nvidia0") };

  it.each([
    ["where SELinux is off", { host: hostWithoutSelinux }],
    ["where it only warns", { host: selinuxHost({ container_use_devices: "0 0" }, "0") }],
    ["of a container without a label", { host: closed, oci: {} }],
    ["of one that is not confined", { host: closed, oci: labelled("spc_t") }],
    ["without a container", { host: closed, oci: false }],
  ] as const)("%s", (_, more) => {
    expect(says({ ...node, ...more })).toEqual([]);
  });

  it("but that it is not known, in a domain of a policy of its own", () => {
    expect(says({ nodes: ["/dev/nvidia0"], host: closed, oci: labelled("svirt_custom_t") })).toEqual([
      "info unknown: Cannot tell whether SELinux lets svirt_custom_t use /dev/nvidia0: the usual policy for containers has no such type -> Run sesearch -A -s svirt_custom_t -c chr_file to see what it may use",
    ]);
  });
});

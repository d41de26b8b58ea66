import { describe, expect, it } from "vitest";
import { selinuxDevices } from "../../../src/preflight/selinux/selinux-devices.ts";
import { type ContainerCase, saysOf } from "../says-of.ts";
import { labelled, selinuxHost } from "./selinux-on.ts";

const says = (given: ContainerCase) => saysOf(selinuxDevices, { oci: labelled(), host: selinuxHost(), ...given });

const closed = selinuxHost({
  container_use_devices: "0 0",
  container_use_xserver_devices: "0 0",
  container_use_dri_devices: "1 1",
});

const withThing = (node: string) => ({ ...closed, nodes: { "/dev/thing": node } });

/** A node that a mount brings, with the label that it has on the host. */
const mounted = (path: string) => ({
  mounts: [{ hostPath: path, containerPath: path, options: ["bind"] }],
});

describe("a node of the host that is mounted", () => {
  it("is closed while the switches for it are off", () => {
    expect(says({ edits: mounted("/dev/infiniband/uverbs0"), host: closed })).toEqual([
      "warning selinux-denies: SELinux keeps container_t from using /dev/infiniband/uverbs0, which the container sees as on the host, by the usual policy as infiniband_device_t: container_use_devices is off, so opening fails with EACCES (permission denied) -> Run setsebool -P container_use_devices on",
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

  it("is open to the domain that is made for devices, but memory and disks are not", () => {
    const inDomain = { host: closed, oci: labelled("container_device_t") };
    expect(says({ edits: mounted("/dev/ttyUSB0"), ...inDomain })).toEqual([]);
    expect(says({ edits: mounted("/dev/nvidia0"), ...inDomain })).toEqual([
      "warning selinux-denies: SELinux keeps container_device_t from mapping /dev/nvidia0, which the container sees as on the host, by the usual policy as xserver_misc_device_t: container_use_devices is off, so mmap fails with EACCES (permission denied) -> Run setsebool -P container_use_devices on",
    ]);
    expect(says({ edits: mounted("/dev/dri"), ...inDomain })).toEqual([]);
    expect(says({ edits: mounted("/dev/sda"), ...inDomain })).toEqual([
      "warning selinux-denies: SELinux keeps container_device_t from using /dev/sda, which the container sees as on the host, by the usual policy as fixed_disk_device_t: container_use_devices is off, so opening fails with EACCES (permission denied) -> Run setsebool -P container_use_devices on",
    ]);
    expect(says({ edits: mounted("/dev/thing"), ...inDomain, host: withThing("c 300:1") })).toEqual([]);
    expect(says({ edits: mounted("/dev/thing"), ...inDomain, host: withThing("b 300:1") }).join()).toMatch(
      /^info unknown/,
    );
  });

  it("can be used by the domain for devices instead, where memory is not mapped", () => {
    expect(says({ edits: mounted("/dev/ttyUSB0"), host: closed })).toEqual([
      "warning selinux-denies: SELinux keeps container_t from using /dev/ttyUSB0, which the container sees as on the host, by the usual policy as usbtty_device_t: container_use_devices is off, so opening fails with EACCES (permission denied) -> Run setsebool -P container_use_devices on, or run the container with --security-opt=label=type:container_device_t",
    ]);
  });

  it("of a tunnel is closed, whatever else containers may do with networks", () => {
    expect(says({ edits: mounted("/dev/net/tun"), host: closed }).join()).toContain("as tun_tap_device_t");
  });

  it.each([
    ["/dev/vfio/12", 0],
    ["/dev/vhost-net", 1],
    ["/dev/nvidia0", 1],
  ])("for virtual machines has a domain of its own: %s", (path, count) => {
    expect(says({ edits: mounted(path), host: closed, oci: labelled("container_kvm_t") })).toHaveLength(count);
  });

  it("is told of together with others of its type", () => {
    const mounts = [0, 1, 2, 3].map((number) => {
      return { hostPath: `/dev/nvidia${number}`, containerPath: `/dev/nvidia${number}`, options: ["bind"] };
    });
    const found = says({ edits: { mounts }, host: closed });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain("/dev/nvidia0, /dev/nvidia1, /dev/nvidia2 and 1 more, which the container");
  });

  it("has the switches that the policy has, for others cannot be set", () => {
    const host = selinuxHost({ container_use_devices: "0 0" });
    expect(says({ edits: mounted("/dev/nvidia0"), host }).join()).toMatch(
      /xserver_misc_device_t: container_use_devices is off, .* -> Run setsebool -P container_use_devices on$/,
    );
  });

  it("has no switch of its own for other domains than that of all containers", () => {
    const host = selinuxHost({ container_use_devices: "0 0", container_use_xserver_devices: "1 1" });
    expect(says({ edits: mounted("/dev/nvidia0"), host, oci: labelled("container_init_t") }).join()).toContain(
      "keeps container_init_t from using /dev/nvidia0",
    );
  });

  it("is not known where the switches cannot be read, or its kind is not known", () => {
    expect(says({ edits: mounted("/dev/nvidia0") })).toEqual([
      "info unknown: Cannot tell whether SELinux lets container_t use /dev/nvidia0, which the container sees as on the host: the booleans of its policy cannot be read -> Run where the host's /sys/fs/selinux is mounted",
    ]);
    expect(says({ edits: mounted("/dev/thing"), host: withThing("c 300:1") })).toEqual([
      "info unknown: Cannot tell whether SELinux lets container_t use /dev/thing, which the container sees as on the host: its label on the host decides -> Look with ls -Z /dev/thing",
    ]);
  });

  it("is also one that lies in a mounted directory, and one in a user namespace of runc", () => {
    const bound = { ...labelled(), mounts: [{ destination: "/dev", source: "/dev", options: ["rbind"] }] };
    expect(says({ nodes: ["/dev/nvidia0"], host: closed, oci: bound }).join()).toContain("selinux-denies");
    const { process, linux } = labelled();
    const oci = { process, linux: { ...linux, namespaces: [{ type: "user" }] } };
    expect(says({ nodes: ["/dev/nvidia0"], host: closed, oci, runtime: "runc@1.1.5" }).join()).toContain("denies");
    expect(says({ nodes: ["/dev/nvidia0"], host: closed, oci, runtime: "crun@1.8" })).toEqual([
      "info unknown: Cannot tell whether SELinux lets container_t use /dev/nvidia0: in a user namespace, crun makes them outside of the container -> Look at their labels in a container with ls -Z /dev/nvidia0",
    ]);
  });

  it("is also one over which the node of the host is mounted", () => {
    const mounts = [
      { destination: "/dev", type: "tmpfs", source: "tmpfs" },
      { destination: "/dev/nvidia0", source: "/dev/nvidia0", options: ["bind"] },
    ];
    const oci = { ...labelled(), mounts };
    expect(says({ nodes: ["/dev/nvidia0"], host: closed, oci }).join()).toContain("selinux-denies");
    expect(says({ nodes: ["/dev/nvidia1"], host: closed, oci })).toEqual([]);
  });

  it("is none where another mount lies over that directory", () => {
    const mounts = [
      { destination: "/dev", source: "/dev", options: ["rbind"] },
      { destination: "/dev/", type: "tmpfs", source: "tmpfs" },
    ];
    expect(says({ nodes: ["/dev/nvidia0"], host: closed, oci: { ...labelled(), mounts } })).toEqual([]);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { selinuxDevices } from "../../../src/preflight/selinux/selinux-devices.ts";
import { fakeHost } from "../../host/fake-host.ts";
import { type ContainerCase, saysOf } from "../says-of.ts";
import { subjectOn } from "../subject-on.ts";
import { hostWithoutPolicy, hostWithoutSelinux, labelled, selinuxHost } from "./selinux-on.ts";

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
      "warning selinux-denies: SELinux keeps container_t from /dev/nvidia0: the runtime makes them of the type that linux.mountLabel has, container_ro_file_t, of which there are only files to read, so opening fails with EACCES (permission denied) -> Set linux.mountLabel to system_u:object_r:container_file_t with the level of process.selinuxLabel",
    ]);
  });

  it("is not known to be open where they have no label, or another", () => {
    const { process } = labelled();
    expect(says({ nodes: ["/dev/nvidia0"], oci: { process } })).toEqual([
      "info unknown: Cannot tell whether SELinux lets container_t use /dev/nvidia0: the runtime makes them, and linux.mountLabel is not set -> Set linux.mountLabel to system_u:object_r:container_file_t with the level of process.selinuxLabel",
    ]);
    const other = { process, linux: { mountLabel: "system_u:object_r:tmp_t:s0" } };
    expect(says({ nodes: ["/dev/nvidia0"], oci: other }).join()).toContain("the runtime makes them, of the type tmp_t");
  });
});

describe("any document", () => {
  it("is looked at to its end, however many mounts and nodes it has", () => {
    const mounts = Array.from({ length: 20_000 }, (_, index) => ({ destination: `/m/${index}`, options: ["bind"] }));
    const nodes = Array.from({ length: 2000 }, (_, index) => `/dev/nvidia${index}`);
    expect(says({ nodes, host: closed, oci: { ...labelled(), mounts } })).toEqual([]);
  });

  it("may have mounts at any places", () => {
    const destination = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("/dev", "/dev/", "//dev/../dev", "", "/"),
    );
    const mount = fc.record({ destination, source: fc.string(), options: fc.subarray(["bind", "ro", "rbind"]) });
    const { host } = fakeHost(closed);
    fc.assert(
      fc.property(fc.array(mount, { maxLength: 5 }), (mounts) => {
        const deviceNodes = [{ path: "/dev/nvidia0", type: "c", major: 195, minor: 0 }];
        const subject = subjectOn({ host, devices: { x: { deviceNodes } }, oci: { ...labelled(), mounts } });
        expect(selinuxDevices.run(subject).length).toBeLessThan(2);
      }),
    );
  });
});

describe("nothing is said of devices", () => {
  const node = { edits: mounted("/dev/nvidia0") };

  it.each([
    ["where SELinux is off", { host: hostWithoutSelinux }],
    ["where it only warns", { host: selinuxHost({ container_use_devices: "0 0" }, "0") }],
    ["of a container without a label", { host: closed, oci: {} }],
    ["of one that is not confined", { host: closed, oci: labelled("spc_t", "s0-s0:c0.c1023") }],
    ["of one whose label is none", { host: closed, oci: { process: { selinuxLabel: "container_t" } } }],
    ["where nothing can be seen", { host: {} }],
    ["where there is no policy", { host: hostWithoutPolicy }],
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

import { describe, expect, it } from "vitest";
import { deviceCapabilities } from "../../../src/preflight/limits/device-capabilities.ts";
import { type ContainerCase, saysOf } from "../says-of.ts";

const says = (given: ContainerCase) => saysOf(deviceCapabilities, given);

function rootWith(...names: readonly string[]) {
  return { process: { capabilities: { bounding: names, effective: names, permitted: names } } };
}

describe("the capabilities that devices ask for", () => {
  it.each([
    ["/dev/mem", "CAP_SYS_RAWIO"],
    ["/dev/cpu/0/msr", "CAP_SYS_RAWIO"],
    ["/dev/ppp", "CAP_NET_ADMIN"],
    ["/dev/mapper/control", "CAP_SYS_ADMIN"],
    ["/dev/net/tun", "CAP_NET_ADMIN"],
    ["/dev/fuse", "CAP_SYS_ADMIN"],
  ])("are no matter where the container has them: %s with %s", (path, capability) => {
    expect(says({ nodes: [path], oci: rootWith(capability) })).toEqual([]);
  });

  it("are missed by what cannot be opened without", () => {
    expect(says({ nodes: ["/dev/mem"], oci: rootWith("CAP_CHOWN") })).toEqual([
      "error capability-missing: The container's program will not have CAP_SYS_RAWIO, which /dev/mem needs: opening it fails with EPERM (operation not permitted) -> Run the container with --cap-add=SYS_RAWIO, or add it to process.capabilities",
    ]);
  });

  it.each([
    ["/dev/net/tun", "CAP_NET_ADMIN", "making an interface (TUNSETIFF) fails with EPERM"],
    ["/dev/fuse", "CAP_SYS_ADMIN", "mounting a file system of its own fails with EPERM"],
  ])("may be missed by users of %s", (path, capability, effect) => {
    const [found = "", ...more] = says({ nodes: [path] });
    expect(more).toEqual([]);
    expect(found).toMatch(/^warning capability-doubtful: /);
    expect(found).toContain(`will not have ${capability}, which ${path} needs: ${effect}`);
  });

  it("do not come to a user without the ambient set, however many other sets have them", () => {
    const names = ["CAP_NET_ADMIN"];
    const capabilities = { bounding: names, effective: names, permitted: names };
    const oci = { process: { user: { uid: 1000 }, capabilities } };
    expect(says({ nodes: ["/dev/net/tun"], oci })).toEqual([
      "warning capability-doubtful: The container's program, which is not run as root, will not have CAP_NET_ADMIN, for it is not in the sets ambient, inheritable and permitted alike, which /dev/net/tun needs: making an interface (TUNSETIFF) fails with EPERM (operation not permitted) -> Run the container as root with --cap-add=NET_ADMIN, or add CAP_NET_ADMIN to ambient, inheritable, permitted and bounding in process.capabilities",
    ]);
    const ambient = { ...capabilities, inheritable: names, ambient: names };
    expect(says({ nodes: ["/dev/net/tun"], oci: { process: { user: { uid: 1000 }, capabilities: ambient } } })).toEqual(
      [],
    );
  });

  it("can come by a helper with the set-user-ID bit, unless there are no new privileges", () => {
    const process = { user: { uid: 1000 }, capabilities: { bounding: ["CAP_SYS_ADMIN"] } };
    expect(says({ nodes: ["/dev/fuse"], oci: { process } })).toEqual([]);
    expect(says({ nodes: ["/dev/fuse"], oci: { process: { ...process, noNewPrivileges: true } } })).toHaveLength(1);
  });

  it("of the host are not to be had in a user namespace", () => {
    const oci = { ...rootWith("CAP_SYS_RAWIO", "CAP_NET_ADMIN"), linux: { namespaces: [{ type: "user" }] } };
    expect(says({ nodes: ["/dev/mem", "/dev/net/tun"], oci })).toEqual([
      "error capability-missing: The container has a user namespace, where CAP_SYS_RAWIO does not count for the host, which /dev/mem needs: opening it fails with EPERM (operation not permitted) -> Run the container without a user namespace",
    ]);
  });

  it("are asked for by the kernel's log only where the host says so", () => {
    const host = (value: string) => ({ files: { "/proc/sys/kernel/dmesg_restrict": value } });
    expect(says({ nodes: ["/dev/kmsg"], host: host("0\n") })).toEqual([]);
    expect(says({ nodes: ["/dev/kmsg"] })).toEqual([]);
    expect(says({ nodes: ["/dev/kmsg"], host: host("1\n") })[0]).toContain("CAP_SYSLOG, which /dev/kmsg needs");
  });

  it("are nothing to devices that need none, and nothing without a container", () => {
    expect(says({ nodes: ["/dev/nvidia0", "/dev/vendor0", "/dev/null"] })).toEqual([]);
    expect(says({ nodes: ["/dev/mem"], oci: false })).toEqual([]);
  });
});

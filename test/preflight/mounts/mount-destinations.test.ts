import { describe, expect, it } from "vitest";
import { mountDestinations } from "../../../src/preflight/mounts/mount-destinations.ts";
import { bind, type MountCase, saysOf } from "./container-of.ts";

const says = (given: MountCase) => saysOf(mountDestinations, given);
const at = (destination: string, runtime?: string) =>
  says({ mounts: [bind("/opt/v/data", destination)], ...(runtime !== undefined && { runtime }) });

describe("the destination of a mount", () => {
  it.each(["/usr/lib/x.so", "/dev/x", "/sys/class/x", "/process", "/proc/cpuinfo", "/proc/sys/crypto/fips_enabled"])(
    "may be %s",
    (destination) => {
      expect(at(destination)).toEqual([]);
    },
  );

  it.each(["/", "//", "/..", "/x/.."])("is never the root: %s", (destination) => {
    expect(at(destination)).toEqual([
      `error mount-point-forbidden: Cannot mount /opt/v/data at ${destination}: no runtime mounts anything over the root of a container -> Give it another place in the container in /etc/cdi/device.yaml`,
    ]);
  });

  it("is not inside of procfs, for runc", () => {
    expect(at("/proc/driver/x")).toEqual([
      'error mount-point-forbidden: Cannot mount /opt/v/data at /proc/driver/x: runc refuses what "is inside /proc" -> Give it another place in the container in /etc/cdi/device.yaml',
    ]);
  });

  it("is inside of procfs where there is such an entry, for crun", () => {
    expect(at("/proc/driver/x", "crun")).toEqual([
      'error mount-point-forbidden: Cannot mount /opt/v/data at /proc/driver/x: procfs has no such entry, so crun fails with "no such file or directory" -> Give it another place in the container in /etc/cdi/device.yaml',
    ]);
    const host = { files: { "/proc/driver/x": "" } };
    expect(says({ mounts: [bind("/opt/v/data", "/proc/driver/x")], host, runtime: "crun" })).toEqual([]);
  });

  it("is /proc for procfs alone, for runc", () => {
    expect(at("/proc")[0]).toContain('runc refuses what "is not of type proc"');
    expect(at("/proc", "crun")).toEqual([]);
    const own = (mount: object) => says({ oci: { mounts: [{ destination: "/proc", ...mount }] } });
    expect(own({ type: "proc", source: "proc" })).toEqual([]);
    expect(own({ source: "/proc", options: ["rbind"] })).toEqual([]);
    expect(own({ type: "tmpfs", source: "tmpfs" })).toHaveLength(1);
  });

  it("counts by where links of the container lead", () => {
    const host = { links: { "/run/bundle/rootfs/kernel": "/proc" }, directories: ["/run/bundle/rootfs/proc"] };
    expect(says({ mounts: [bind("/opt/v/data", "/kernel/driver")], host })[0]).toContain("is inside /proc");
  });

  it("should be absolute", () => {
    expect(at("opt/x")).toEqual([
      "warning mount-destination-relative: Cannot mount /opt/v/data at opt/x for long: the destination is relative, which runtimes take from / and runc will refuse -> Write /opt/x in /etc/cdi/device.yaml",
    ]);
  });

  it("may be longer than any path of Linux", () => {
    expect(at(`/${"a/".repeat(5000)}`)).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { mountSources } from "../../../src/preflight/mounts/mount-sources.ts";
import { bind, type MountCase, saysOf } from "./container-of.ts";

const says = (given: MountCase) => saysOf(mountSources, given);

describe("the sources of mounts", () => {
  it("may be files, directories, links and device nodes that are there", () => {
    const mounts = ["/opt/v/lib.so", "/opt/v/data", "/opt/v/link", "/dev/v"].map((path) => bind(path, `/m${path}`));
    const host = { links: { "/opt/v/link": "lib.so" }, nodes: { "/dev/v": "c 240:0" } };
    expect(says({ mounts, host })).toEqual([]);
    expect(says({ mounts, host, oci: false })).toEqual([]);
  });

  it.each(["/opt/v/gone.so", "/opt/v/dangling", "/opt/v/lib.so/below"])("are missing: %s", (path) => {
    const host = { links: { "/opt/v/dangling": "nowhere" } };
    const expected = [
      `error mount-source-missing: Cannot mount ${path} at /m: the host has no ${path}, so runtimes fail with "no such file or directory" -> Create ${path} on the host, or take the mount out of /etc/cdi/device.yaml`,
    ];
    expect(says({ mounts: [bind(path, "/m")], host })).toEqual(expected);
    expect(says({ mounts: [bind(path, "/m")], host, oci: false })).toEqual(expected);
  });

  it("matter where the container's own mounts are concerned as well", () => {
    const oci = { mounts: [{ destination: "/own", source: "/gone", options: ["rbind"] }] };
    expect(says({ oci })).toEqual([
      'error mount-source-missing: Cannot mount /gone at /own: the host has no /gone, so runtimes fail with "no such file or directory" -> Create /gone on the host, or take the mount out of the OCI spec',
    ]);
  });

  it("are of no concern where nothing is bound", () => {
    const oci = { mounts: [{ destination: "/t", source: "tmpfs", type: "tmpfs" }] };
    expect(says({ oci })).toEqual([]);
  });

  it("are unknown where nobody may look", () => {
    const host = { nodes: { "/secret/lib.so": "unseen" } };
    expect(says({ mounts: [bind("/secret/lib.so", "/m")], host })).toEqual([
      "info unknown: Cannot tell whether /secret/lib.so is there to be mounted: permission denied -> Run as root",
    ]);
  });

  it("are looked for in the bundle where they are relative", () => {
    expect(says({ mounts: [bind("rootfs/etc", "/m")] })).toEqual([
      "warning mount-source-relative: Cannot mount rootfs/etc at /m on all runtimes alike: the source is relative, which runc takes from the bundle, crun from its working directory -> Write /run/bundle/rootfs/etc as the source in /etc/cdi/device.yaml",
    ]);
    expect(says({ mounts: [bind("rootfs/gone", "/m")] })[1]).toMatch(/^error mount-source-missing: .*\/rootfs\/gone/);
    expect(says({ mounts: [bind("rootfs/etc", "/m")], oci: false })).toHaveLength(1);
  });

  it("cannot play tricks on a terminal by their names", () => {
    expect(says({ mounts: [bind("/opt/\u001b[31m", "/m")] })[0]).toContain('Cannot mount "/opt/\\u001b[31m" at /m');
  });
});

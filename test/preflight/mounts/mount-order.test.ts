import { describe, expect, it } from "vitest";
import { mountOrder } from "../../../src/preflight/mounts/mount-order.ts";
import { bind, type MountCase, saysOf } from "./container-of.ts";

const says = (given: MountCase) => saysOf(mountOrder, given);
const lib = bind("/opt/v/lib.so", "/lib/lib.so");
const mergedUsr = { directories: ["/run/bundle/rootfs/usr/lib"], links: { "/run/bundle/rootfs/lib": "usr/lib" } };

describe("the order of mounts", () => {
  it("is good where nothing lies over a device's mount", () => {
    const oci = { mounts: [{ destination: "/lib", source: "/opt/v/data", options: ["bind"] }] };
    expect(says({ mounts: [lib, bind("/opt/v/data", "/usr/lib")], oci })).toEqual([]);
  });

  it("hides a mount below one that links bring to the same place", () => {
    expect(says({ mounts: [lib, bind("/opt/v/data", "/usr/lib")], host: mergedUsr })).toEqual([
      "error mount-hidden: Nobody sees /opt/v/lib.so at /lib/lib.so: it lies under the mount at /usr/lib, which is made later -> Take one of the two mounts out of /etc/cdi/device.yaml",
    ]);
  });

  it("hides a mount under another at the same place", () => {
    const mounts = [bind("/opt/v/data", "/data"), bind("/opt/v/lib.so", "/data/")];
    expect(says({ mounts })[0]).toContain("it lies under the mount at /data/, which is made later");
  });

  it("does no harm where the same file shows in the end", () => {
    const twice = [lib, bind("/opt/v/lib.so", "/usr/lib/lib.so")];
    expect(says({ mounts: twice, host: mergedUsr })).toEqual([]);
    expect(says({ mounts: [lib, bind("/opt/v", "/usr/lib")], host: mergedUsr })).toEqual([]);
  });

  it("is the container's own matter between its own mounts", () => {
    const own = (destination: string) => ({ destination, source: "/opt/v/data", options: ["bind"] });
    expect(says({ oci: { mounts: [own("/a"), own("/a/"), own("/a")] } })).toEqual([]);
  });

  it("hides a mount under a masked path", () => {
    expect(says({ mounts: [lib], oci: { linux: { maskedPaths: ["/lib/lib.so"] } } })).toEqual([
      "error mount-hidden: Nobody sees /opt/v/lib.so at /lib/lib.so: linux.maskedPaths of the OCI spec puts /dev/null or an empty directory over it -> Take /lib/lib.so out of linux.maskedPaths",
    ]);
  });

  it("of thousands of mounts takes no time to speak of", () => {
    const mounts = Array.from({ length: 5000 }, (_, index) => bind("/opt/v/data", `/m/${index}/${index % 7}`));
    const start = performance.now();
    expect(says({ mounts })).toEqual([]);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

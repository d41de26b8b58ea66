import { chmodSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { executableMounts } from "../../../src/preflight/mounts/executable-mounts.ts";
import { fakeHost } from "../../host/fake-host.ts";
import { said, subjectOn } from "../subject-on.ts";
import { bind, type MountCase, saysOf } from "./container-of.ts";

const says = (given: MountCase) => saysOf(executableMounts, given);
const library = (...options: string[]) => [bind("/opt/v/lib.so", "/usr/lib/libv.so.1", ...options)];

describe("a library that a device mounts", () => {
  it("can be loaded unless it is mounted noexec", () => {
    expect(says({ mounts: library("ro", "nosuid", "nodev") })).toEqual([]);
    expect(says({ mounts: library("ro", "noexec") })).toEqual([
      "error mount-noexec: Cannot run /opt/v/lib.so at /usr/lib/libv.so.1: it is mounted noexec, so whoever loads the library fails with EPERM (failed to map segment from shared object) -> Take noexec out of its options in /etc/cdi/device.yaml",
    ]);
  });

  it("can be loaded where a later option undoes it, which it does not for crun", () => {
    expect(says({ mounts: library("noexec", "exec") })).toEqual([]);
    expect(says({ mounts: library("noexec", "exec"), runtime: "crun" })).toHaveLength(1);
  });
});

describe("other files that a device mounts noexec", () => {
  const tool = (path: string, mode: number) => {
    const { host, root } = fakeHost({ files: { "/opt/v/tool": "#!/bin/sh" } });
    chmodSync(join(root, "/opt/v/tool"), mode);
    const mounts = [bind("/opt/v/tool", path, "noexec")];
    return said(executableMounts.run(subjectOn({ host, devices: { x: { mounts } } })));
  };

  it("cannot be started where they are programs", () => {
    expect(tool("/usr/bin/tool", 0o755)).toEqual([
      "error mount-noexec: Cannot run /opt/v/tool at /usr/bin/tool: it is mounted noexec, so whoever starts it fails with EACCES (permission denied) -> Take noexec out of its options in /etc/cdi/device.yaml",
    ]);
  });

  it("need not be started where they are not", () => {
    expect(tool("/usr/bin/tool", 0o644)).toEqual([]);
    expect(tool("/etc/tool", 0o755)).toEqual([]);
  });

  it("are the container's own matter where no device brings them", () => {
    const oci = { mounts: [{ destination: "/lib/a.so", source: "/opt/v/lib.so", options: ["bind", "noexec"] }] };
    expect(says({ oci })).toEqual([]);
  });
});

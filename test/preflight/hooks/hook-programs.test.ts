import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hookPrograms } from "../../../src/preflight/hooks/hook-programs.ts";
import { interpreterIn } from "../../../src/preflight/hooks/program-fault.ts";
import { type HookCase, program, saysOfHook } from "./hooked.ts";

const says = (given: HookCase) => saysOfHook(hookPrograms, { hook: {}, ...given });
const script = (text: string, more: HookCase["host"] = {}): HookCase => {
  return { host: { ...more, files: { [program]: text, ...more.files } }, modes: { [program]: 0o755 } };
};

describe("the program of a hook", () => {
  it("can be started where it is one", () => {
    expect(says({})).toEqual([]);
    expect(says({ oci: false })).toEqual([]);
    expect(says(script("#!/bin/sh -e\n", { files: { "/bin/sh": "" } }))).toEqual([]);
  });

  it("has to be on the host", () => {
    expect(says({ hook: { path: "/usr/bin/none" } })).toEqual([
      'error hook-fails: The container cannot start: its createRuntime hook /usr/bin/none is not on the host, so it fails with "no such file or directory" -> Put /usr/bin/none on the host, or take the hook out of /etc/cdi/device.yaml',
    ]);
    expect(says({ hook: { path: "/usr/bin/none" }, oci: false }).join()).toMatch(/^error hook-fails/);
  });

  it("of NVIDIA comes with a package, or can be done without", () => {
    expect(says({ hook: { path: "/usr/bin/nvidia-cdi-hook" } }).join()).toMatch(
      /-> Install nvidia-container-toolkit-base, or run cdictl generate nvidia --hooks none --write$/,
    );
  });

  it("has to have an execute bit, even for root", () => {
    expect(says({ modes: { [program]: 0o644 } })).toEqual([
      'error hook-fails: The container cannot start: its createRuntime hook /opt/hook has the mode 0644, so it fails with "permission denied" -> Run chmod a+x /opt/hook',
    ]);
  });

  it("is no directory", () => {
    expect(says({ hook: { path: "/opt" } }).join()).toContain("its createRuntime hook /opt is a directory");
  });

  it("has to lie where programs can be run", () => {
    const mountinfo = "22 1 0:20 / / rw - ext4 /dev/sda rw\n30 22 0:25 / /opt rw,noexec - ext4 /dev/sdb rw\n";
    const files = { "/proc/1/mountinfo": mountinfo, [program]: "\u007fELF" };
    expect(says({ host: { files }, modes: { [program]: 0o755 } })).toEqual([
      'error hook-fails: The container cannot start: its createRuntime hook /opt/hook is on /opt, which is mounted noexec, so it fails with "permission denied" -> Run mount -o remount,exec /opt, or put the program elsewhere',
    ]);
  });

  it("has to have its interpreter", () => {
    expect(says(script("#!/usr/bin/python3 -u\nprint()\n"))).toEqual([
      'error hook-fails: The container cannot start: its createRuntime hook /opt/hook is to be run by /usr/bin/python3, which is not there, so it fails with "no such file or directory" -> Install /usr/bin/python3, or name what is there in the first line of /opt/hook',
    ]);
  });

  it("without a first line that names one is run by crun alone", () => {
    const plain = script("echo hello\n");
    expect(says({ ...plain, runtime: "runc@1.1.5" })).toEqual([
      'error hook-fails: The container cannot start: its createRuntime hook /opt/hook is no program and has no #! line, so it fails with "exec format error" -> Write #!/bin/sh into the first line of /opt/hook, or what it is to be run by',
    ]);
    expect(says({ ...plain, runtime: "crun@1.8" })).toEqual([]);
    expect(says(script("")).join()).toContain("exec format error");
  });

  it("may not be found by a relative path, which runtimes look for in different places", () => {
    expect(says({ hook: { path: "hook" } })).toEqual([
      "warning hook-may-fail: The createRuntime hook hook may not be found: its path is relative, so runc looks for it below its own directory and crun in its PATH -> Give its whole path in /etc/cdi/device.yaml",
    ]);
    expect(says({ hook: { path: "hooks/none" } }).join()).toContain("hooks/none is not on the host");
  });
});

describe("a hook that fails", () => {
  const none = { path: "/none" };

  it.each(["prestart", "createRuntime", "createContainer"])("as %s stops the container", (hookName) => {
    expect(says({ hook: { ...none, hookName } }).join()).toMatch(/^error hook-fails/);
  });

  it("after the start stops it with runc alone", () => {
    expect(says({ hook: { ...none, hookName: "poststart" } }).join()).toMatch(/^error hook-fails/);
    expect(says({ hook: { ...none, hookName: "poststart" }, runtime: "crun@1.8" })).toEqual([
      'warning hook-may-fail: The container starts without its poststart hook: /none is not on the host, so it fails with "no such file or directory" -> Put /none on the host, or take the hook out of /etc/cdi/device.yaml',
    ]);
  });

  it("after the end is only logged", () => {
    expect(says({ hook: { ...none, hookName: "poststop" } }).join()).toMatch(/^warning hook-may-fail/);
  });

  it("is told of once, however many devices bring it with other arguments", () => {
    const own = [
      { path: "/none", args: ["none", "a"] },
      { path: "/none", args: ["none", "b"] },
    ];
    const found = saysOfHook(hookPrograms, { oci: { hooks: { createRuntime: own } } });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain("take the hook out of the OCI spec");
  });
});

describe("a hook that starts in the container", () => {
  const inside = { hookName: "startContainer", path: "/bin/setup" };
  const rootfs = { root: { path: "/run/rootfs" } };
  const withRootfs = (files: Readonly<Record<string, string>>) => ({ directories: ["/run/rootfs"], files });

  it("has to be in its root file system, not on the host", () => {
    const host = withRootfs({ "/bin/setup": "\u007fELF" });
    expect(says({ hook: inside, host, oci: rootfs })).toEqual([
      'error hook-fails: The container cannot start: its startContainer hook /bin/setup is not in the container, so it fails with "no such file or directory" -> Put /bin/setup into the image, or take the hook out of /etc/cdi/device.yaml',
    ]);
    const there = withRootfs({ "/run/rootfs/bin/setup": "\u007fELF" });
    expect(says({ hook: inside, host: there, modes: { "/run/rootfs/bin/setup": 0o755 }, oci: rootfs })).toEqual([]);
  });

  it("can come by a mount", () => {
    const mounts = [{ destination: "/bin", source: "/srv/bin", options: ["bind"] }];
    const host = withRootfs({ "/srv/bin/setup": "\u007fELF" });
    const oci = { ...rootfs, mounts };
    expect(says({ hook: inside, host, modes: { "/srv/bin/setup": 0o755 }, oci })).toEqual([]);
    expect(says({ hook: inside, host, modes: { "/srv/bin/setup": 0o644 }, oci }).join()).toContain("has the mode 0644");
  });

  it("is not judged where the root file system is not there yet, or a mount is no bind", () => {
    expect(says({ hook: inside, host: {}, oci: rootfs })).toEqual([]);
    const mounts = [{ destination: "/bin", type: "tmpfs", source: "tmpfs" }];
    expect(says({ hook: inside, host: withRootfs({}), oci: { ...rootfs, mounts } })).toEqual([]);
  });
});

describe("hooks of an OCI spec that are none", () => {
  it.each([
    [{ createRuntime: [{}] }, /has no path, so it fails with "exec: no command"/],
    [{ createRuntime: "x", prestart: [null, 7], unheardOf: [{ path: "/none" }] }, /^$|has no path/],
  ])("%j end in words", (hooks, expected) => {
    expect(saysOfHook(hookPrograms, { oci: { hooks } }).join()).toMatch(expected);
  });
});

describe("the first line of a script", () => {
  it.each([
    ["#!/bin/sh", "/bin/sh"],
    ["#! /bin/sh -e\n", "/bin/sh"],
    ["#!\t/usr/bin/env python3\n", "/usr/bin/env"],
    ["#!\n/bin/sh", undefined],
    ["#!", undefined],
    [" #!/bin/sh", undefined],
  ])("%j names %j", (start, interpreter) => {
    expect(interpreterIn(start)).toBe(interpreter);
  });

  it("names something without space in it, or nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (rest) => {
        expect(interpreterIn(`#!${rest}`) ?? "x").not.toMatch(/[ \t\n]/);
      }),
    );
  });
});

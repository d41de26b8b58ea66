import { describe, expect, it } from "vitest";
import { hookPrograms } from "../../../src/preflight/hooks/hook-programs.ts";
import { elfText } from "./elf-text.ts";
import { type HookCase, program, saysOfHook } from "./hooked.ts";

const says = (given: HookCase) => saysOfHook(hookPrograms, { hook: {}, ...given });
const script = (text: string, more: HookCase["host"] = {}): HookCase => {
  return { host: { ...more, files: { [program]: text, ...more.files } }, modes: { [program]: 0o755 } };
};

describe("the program of a hook", () => {
  it("can be started where it is one", () => {
    expect(says({})).toEqual([]);
    expect(says({ oci: false })).toEqual([]);
    const shell = script("#!/bin/sh -e\n", { files: { "/bin/sh": "\u007fELF" } });
    expect(says({ ...shell, modes: { [program]: 0o755, "/bin/sh": 0o755 } })).toEqual([]);
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

  it("has to have an interpreter that can be started itself", () => {
    const shell = { files: { "/bin/shell": "\u007fELF" } };
    expect(says(script("#!/bin/shell\n", shell)).join()).toContain(
      "is to be run by /bin/shell, which has the mode 0644, so",
    );
    const nested = { files: { "/bin/shell": "#!/bin/none\n" } };
    expect(
      says({ ...script("#!/bin/shell\n", nested), modes: { [program]: 0o755, "/bin/shell": 0o755 } }).join(),
    ).toContain("is to be run by /bin/shell, which is to be run by /bin/none, which is not there, so");
    const itself = script(`#!${program}\n`);
    expect(says(itself)).toEqual([]);
  });

  it("has an interpreter with a carriage return in its name where it was written on Windows", () => {
    expect(says(script("#!/bin/sh\r\n")).join()).toMatch(
      /is to be run by "\/bin\/sh\\r", which is not there, so .* -> Run sed -i 's\/\\r\$\/\/' \/opt\/hook$/,
    );
  });

  it("has to have its loader, and be for this machine", () => {
    const shell = { files: { "/bin/sh": elfText({ machine: 62 }) } };
    expect(says(script(elfText({ machine: 62, loader: "/lib64/ld.so" }), shell)).join()).toContain(
      'is to be loaded by /lib64/ld.so, which is not there, so it fails with "no such file or directory" -> Install the C library that has /lib64/ld.so, or a program that is linked statically',
    );
    expect(says(script(elfText({ machine: 62 }), shell))).toEqual([]);
    expect(says(script(elfText({ machine: 3 }), shell))).toEqual([]);
    expect(says(script(elfText({ machine: 40 }), shell)).join()).toContain(
      'is a program for arm, and the host is x86-64, so it fails with "exec format error" -> Install the build of it for x86-64',
    );
    const emulated = { files: { ...shell.files, "/proc/sys/fs/binfmt_misc/qemu-arm": "" } };
    expect(says(script(elfText({ machine: 40 }), emulated))).toEqual([]);
  });

  it("without a first line that names one is run by crun alone", () => {
    const plain = script("echo hello\n");
    expect(says({ ...plain, runtime: "runc@1.1.5" })).toEqual([
      'error hook-fails: The container cannot start: its createRuntime hook /opt/hook is no program and has no #! line, so it fails with "exec format error" -> Write #!/bin/sh into the first line of /opt/hook, or what it is to be run by',
    ]);
    expect(says({ ...plain, runtime: "crun@1.8" })).toEqual([]);
    expect(says(script("")).join()).toContain("exec format error");
  });

  it("by a relative path is looked for in the bundle, by runc for createContainer in the root file system", () => {
    const host = { files: { "/run/bundle/bin/hook": "\u007fELF" }, directories: ["/run/rootfs"] };
    const at = (hookName: string, path: string, runtime?: string) => {
      const modes = { "/run/bundle/bin/hook": 0o755 };
      return says({
        hook: { hookName, path },
        host,
        modes,
        oci: { root: { path: "/run/rootfs" } },
        ...(runtime && { runtime }),
      });
    };
    expect(at("createRuntime", "bin/hook")).toEqual([
      "warning hook-may-fail: The createRuntime hook bin/hook may not be found: its path is relative, so runtimes look for it in the directory that they are in then, and crun in its PATH -> Give its whole path in /etc/cdi/device.yaml",
    ]);
    expect(at("createContainer", "bin/hook").join()).toMatch(/^error hook-fails: .* bin\/hook is not on the host/);
    expect(at("createContainer", "bin/hook", "crun").join()).toMatch(/^warning hook-may-fail/);
    expect(at("createRuntime", "hook").join()).toMatch(/^error hook-fails/);
    expect(at("createRuntime", "hook", "crun").join()).toMatch(/^warning hook-may-fail/);
    expect(at("startContainer", "bin/hook").join()).toMatch(/^warning hook-may-fail/);
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

  it("is not known where the root file system is not there yet, or in a mount that is no bind", () => {
    expect(says({ hook: inside, host: {}, oci: rootfs })).toEqual([
      "info unknown: Cannot look at the startContainer hook /bin/setup in the container -> Run as root, once its root file system is mounted",
    ]);
    const mounts = [{ destination: "/bin", type: "overlay", source: "overlay" }];
    expect(says({ hook: inside, host: withRootfs({}), oci: { ...rootfs, mounts } }).join()).toMatch(/^info unknown/);
    expect(says({ hook: inside, oci: false })).toEqual([]);
  });

  it("is not in a new tmpfs, whatever lies under it", () => {
    const mounts = [{ destination: "/bin", type: "tmpfs", source: "tmpfs" }];
    const host = withRootfs({ "/run/rootfs/bin/setup": "\u007fELF" });
    expect(says({ hook: inside, host, oci: { ...rootfs, mounts } }).join()).toContain("is not in the container");
  });

  it("is found by the links of the container, not those of the host", () => {
    const host = { ...withRootfs({ "/srv/bin/setup": "\u007fELF" }), links: { "/run/rootfs/bin": "/usr/bin" } };
    const mounts = [{ destination: "/usr/bin", source: "/srv/bin", options: ["bind"] }];
    const modes = { "/srv/bin/setup": 0o755 };
    expect(says({ hook: inside, host, modes, oci: { ...rootfs, mounts } })).toEqual([]);
    expect(says({ hook: inside, host, modes, oci: rootfs }).join()).toContain("is not in the container");
  });

  it("has to lie on a mount where programs can be run", () => {
    const mounts = [{ destination: "/bin", source: "/srv/bin", options: ["bind", "noexec"] }];
    const host = withRootfs({ "/srv/bin/setup": "\u007fELF" });
    expect(says({ hook: inside, host, modes: { "/srv/bin/setup": 0o755 }, oci: { ...rootfs, mounts } })).toEqual([
      'error hook-fails: The container cannot start: its startContainer hook /bin/setup is on /bin, which is mounted noexec, so it fails with "permission denied" -> Take noexec out of the options of that mount',
    ]);
  });

  it("is started with the rights of the container's program, in terms of its own files", () => {
    const host = withRootfs({ "/run/rootfs/bin/setup": "\u007fELF" });
    const process = { user: { uid: 12_345, gid: 12_345 } };
    const case_ = (mode: number) => ({
      hook: inside,
      host,
      modes: { "/run/rootfs/bin/setup": mode },
      oci: { ...rootfs, process },
    });
    expect(says(case_(0o755))).toEqual([]);
    expect(says(case_(0o700)).join()).toMatch(
      /^error hook-fails: .* has the mode 0700 and the owner \d+:\d+, and is started by uid 12345, so it fails with "permission denied" -> Run chmod a\+x \/run\/rootfs\/bin\/setup$/,
    );
    expect(says(case_(0o710)).join()).toMatch(/^warning hook-may-fail: The container may not start/);
  });

  it("may yet come by a hook before it", () => {
    const own = { ...rootfs, hooks: { createContainer: [{ path: program }] } };
    const host = withRootfs({ [program]: "\u007fELF" });
    const found = says({ hook: inside, host, modes: { [program]: 0o755 }, oci: own });
    expect(found.join()).toMatch(/^warning hook-may-fail: The container may not start: its startContainer hook/);
    expect(found).toHaveLength(1);
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

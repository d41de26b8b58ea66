import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Mount } from "../../src/cdi/spec.ts";
import type { Problem } from "../../src/problems.ts";
import { makeRootfs, type ociDocument } from "./bundle.ts";
import { cdictl, runWell } from "./command.ts";
import { makeForeseenCase } from "./foreseen-cases.ts";
import { runWithCrun, runWithPodman, runWithRunc } from "./runtimes.ts";
import { useScratch } from "./scratch.ts";

const scratch = useScratch();
const device = "example.com/e2e=x";

/** What a device mounts and a container is, in paths below a directory of the case's own. */
interface State {
  readonly mounts: readonly Mount[];
  /** A shell script on the host. */
  readonly host?: string;
  readonly document?: (document: ReturnType<typeof ociDocument>) => void;
}

interface Case {
  readonly name: string;
  readonly code: Problem["code"];
  /** What runc says, and crun; absent where it is content. */
  readonly runc?: RegExp;
  readonly crun?: RegExp;
  readonly script?: string;
  readonly broken: (path: string) => State;
  /** As the advice says. */
  readonly repaired: (path: string) => State;
}

const bind = (hostPath: string, containerPath: string, ...options: readonly string[]): Mount => {
  return { hostPath, containerPath, options: ["bind", ...options] };
};
const moved = (path: string) => ({ mounts: [bind(`${path}/file`, "/opt/file")] });

const cases: readonly Case[] = [
  {
    name: "a source that is missing, created",
    code: "mount-source-missing",
    runc: /no such file or directory/,
    crun: /No such file or directory/,
    broken: (path) => ({ mounts: [bind(`${path}/new`, "/opt/new")] }),
    repaired: (path) => ({ mounts: [bind(`${path}/new`, "/opt/new")], host: `touch ${path}/new` }),
  },
  {
    name: "a file on a directory, put elsewhere",
    code: "mount-kind-mismatch",
    runc: /not a directory/,
    crun: /Not a directory/,
    broken: (path) => ({ mounts: [bind(`${path}/file`, "/etc")] }),
    repaired: moved,
  },
  {
    name: "a mount below a file, put elsewhere",
    code: "mount-kind-mismatch",
    runc: /not a directory/,
    crun: /Not a directory/,
    broken: (path) => ({ mounts: [bind(`${path}/file`, "/bin/busybox/file")] }),
    repaired: moved,
  },
  {
    name: "a mount that does not say bind, which then does",
    code: "mount-without-bind",
    runc: /no such device/,
    crun: /No such device/,
    broken: (path) => ({
      mounts: [{ hostPath: `${path}/data`, containerPath: "/opt/data", type: "bind", options: ["ro"] }],
    }),
    repaired: (path) => ({
      mounts: [{ hostPath: `${path}/data`, containerPath: "/opt/data", type: "bind", options: ["ro", "bind"] }],
    }),
  },
  {
    name: "an option that the file system does not know, taken out",
    code: "mount-option-refused",
    runc: /invalid argument/,
    crun: /Invalid argument/,
    broken: () => ({
      mounts: [{ hostPath: "tmpfs", containerPath: "/opt/t", type: "tmpfs", options: ["size=64k", "frob"] }],
    }),
    repaired: () => ({
      mounts: [{ hostPath: "tmpfs", containerPath: "/opt/t", type: "tmpfs", options: ["size=64k"] }],
    }),
  },
  {
    name: "a remount of what is not mounted, taken out",
    code: "mount-option-refused",
    runc: /invalid argument/,
    crun: /Invalid argument/,
    broken: (path) => ({ mounts: [bind(`${path}/data`, "/opt/data", "remount", "ro")] }),
    repaired: (path) => ({ mounts: [bind(`${path}/data`, "/opt/data", "ro")] }),
  },
  {
    name: "an option that crun cannot do on bind mounts, taken out",
    code: "mount-option-refused",
    crun: /tmpcopyup can be used only with tmpfs/,
    broken: (path) => ({ mounts: [bind(`${path}/data`, "/opt/data", "tmpcopyup")] }),
    repaired: (path) => ({ mounts: [bind(`${path}/data`, "/opt/data")] }),
  },
  {
    name: "a mount in procfs, put elsewhere",
    code: "mount-point-forbidden",
    runc: /cannot be mounted because it is inside \/proc/,
    crun: /No such file or directory/,
    broken: (path) => ({ mounts: [bind(`${path}/file`, "/proc/driver/e2e")] }),
    repaired: moved,
  },
  {
    name: "a mount on the root, put elsewhere",
    code: "mount-point-forbidden",
    runc: /run failed/,
    crun: /Invalid argument/,
    broken: (path) => ({ mounts: [bind(`${path}/data`, "/")] }),
    repaired: moved,
  },
  {
    name: "a mount that sysfs has no place for, put elsewhere",
    code: "mount-point-missing",
    runc: /read-only file system/,
    crun: /No such file or directory/,
    broken: (path) => ({ mounts: [bind(`${path}/file`, "/sys/e2e")] }),
    repaired: moved,
  },
  {
    name: "a mount in a directory that is mounted read-only, made there before",
    code: "mount-point-missing",
    runc: /read-only file system/,
    broken: (path) => ({ mounts: [bind(`${path}/data`, "/opt", "ro"), bind(`${path}/file`, "/opt/file")] }),
    repaired: (path) => ({
      mounts: [bind(`${path}/data`, "/opt", "ro"), bind(`${path}/file`, "/opt/file")],
      host: `touch ${path}/data/file`,
    }),
  },
  {
    name: "a mount on a root file system that is read-only, made there before",
    code: "mount-point-missing",
    runc: /read-only file system/,
    broken: (path) => ({
      mounts: [bind(`${path}/file`, "/opt-file")],
      host: `mount --bind ${path}/bundle/rootfs ${path}/bundle/rootfs; mount -o remount,bind,ro ${path}/bundle/rootfs`,
    }),
    repaired: (path) => ({
      mounts: [bind(`${path}/file`, "/opt-file")],
      host: `umount ${path}/bundle/rootfs; touch ${path}/bundle/rootfs/opt-file
        mount --bind ${path}/bundle/rootfs ${path}/bundle/rootfs; mount -o remount,bind,ro ${path}/bundle/rootfs`,
    }),
  },
  {
    name: "a propagation that there is not, replaced",
    code: "propagation-invalid",
    runc: /rootfsPropagation=frob is not supported/,
    broken: (path) => ({
      ...moved(path),
      document: (document) => {
        document.linux.rootfsPropagation = "frob";
      },
    }),
    repaired: (path) => ({
      ...moved(path),
      document: (document) => {
        document.linux.rootfsPropagation = "rslave";
      },
    }),
  },
  {
    name: "a program that is mounted noexec, which it then is not",
    code: "mount-noexec",
    script: "/usr/bin/cat /dev/null",
    runc: /Permission denied/,
    crun: /Permission denied/,
    broken: () => ({ mounts: [bind("/bin/busybox", "/usr/bin/cat", "noexec")] }),
    repaired: () => ({ mounts: [bind("/bin/busybox", "/usr/bin/cat")] }),
  },
  {
    name: "a file that lies under another mount, which is taken out",
    code: "mount-hidden",
    script: "cat /lib/file",
    runc: /\/lib\/file.*No such file or directory/,
    crun: /\/lib\/file.*No such file or directory/,
    broken: (path) => ({ mounts: [bind(`${path}/file`, "/lib/file"), bind(`${path}/data`, "/usr/lib")] }),
    repaired: (path) => ({ mounts: [bind(`${path}/file`, "/lib/file")] }),
  },
  {
    name: "a file under a masked path, which is no longer masked",
    code: "mount-hidden",
    script: "grep here /opt/file",
    runc: /exit status 1/,
    crun: /exit status 1/,
    broken: (path) => ({
      ...moved(path),
      document: (document) => {
        document.linux.maskedPaths = ["/opt/file"];
      },
    }),
    repaired: moved,
  },
];

const mounted: string[] = [];

afterAll(() => {
  for (const path of mounted) {
    for (const at of [`${path}/data`, `${path}/bundle/rootfs`]) {
      runWell("sh", ["-c", 'umount "$0" 2>/dev/null || true', at]);
    }
  }
});

/** A bundle, files on the host and a specification of a device, which can be in one state and then in another. */
function makeCase(script: string) {
  const { path, set, doctor, start } = makeForeseenCase(scratch, script);
  const rootfs = join(path, "bundle/rootfs");
  mkdirSync(join(path, "data"));
  writeFileSync(join(path, "file"), "here\n");
  mounted.push(path);
  for (const each of ["usr/lib", "usr/bin", "opt"]) mkdirSync(join(rootfs, each), { recursive: true });
  symlinkSync("usr/lib", join(rootfs, "lib"));
  return { path, doctor, start, set: ({ mounts, ...rest }: State) => set({ edits: { mounts: [...mounts] }, ...rest }) };
}

const runtimes = [
  { name: "runc", fails: ({ runc }: Case) => runc, run: runWithRunc },
  { name: "crun", fails: ({ crun }: Case) => crun, run: runWithCrun },
] as const;

describe.each(runtimes)("with $name, the preflight foresees", ({ name, fails, run }) => {
  it.each(cases.filter((each) => fails(each) !== undefined))("$name", (each) => {
    const { path, set, doctor, start } = makeCase(each.script ?? "exit 0");
    set(each.broken(path));
    expect(doctor(name)).toMatchObject({ status: 1, codes: [each.code] });
    expect(() => start(run)).toThrow(fails(each) ?? "");
    set(each.repaired(path));
    expect(doctor(name)).toMatchObject({ status: 0, codes: [] });
    start(run);
  });

  it.each(cases.filter((each) => fails(each) === undefined))("nothing where there is nothing: $name", (each) => {
    const { path, set, doctor, start } = makeCase(each.script ?? "exit 0");
    set(each.broken(path));
    expect(doctor(name)).toMatchObject({ status: 0, codes: [] });
    start(run);
  });
});

describe("a propagation that is lost", () => {
  it("is warned of, and comes back by the advice", () => {
    const { path, set, doctor, start } = makeCase("cat /proc/self/mountinfo");
    const mounts = [bind(`${path}/data`, "/opt/data", "rslave")];
    set({ mounts, host: `mount -t tmpfs tmpfs ${path}/data; mount --make-private ${path}/data` });
    const warnings = () => {
      const args = ["doctor", device, "-d", join(path, "specs"), "--oci", join(path, "bundle"), "--format", "json"];
      return cdictl(...args).stdout.includes("propagation-lost");
    };
    expect(warnings()).toBe(true);
    expect(doctor("runc").status).toBe(0);
    expect(start(runWithRunc)).not.toMatch(/ \/opt\/data .*master:/);
    set({ mounts, host: `mount --make-rshared ${path}/data` });
    expect(warnings()).toBe(false);
    expect(start(runWithRunc)).toMatch(/ \/opt\/data .*master:/);
  });
});

describe("a spec that podman 4 refuses", () => {
  const vendor = `cdictl-e2e-preflight-${process.pid}.example.com`;
  const file = `/etc/cdi/${vendor}.json`;
  const name = `${vendor}/device=x`;
  let madeDirectory: string | undefined;

  beforeAll(() => {
    madeDirectory = mkdirSync("/etc/cdi", { recursive: true });
  });
  afterAll(() => {
    rmSync(file, { force: true });
    if (madeDirectory !== undefined) rmSync(madeDirectory, { recursive: true });
  });

  it("is foreseen, and taken once its version is lowered by the advice", () => {
    const write = (cdiVersion: string) => {
      const devices = [{ name: "x", containerEdits: { env: ["A=here"] } }];
      writeFileSync(file, JSON.stringify({ cdiVersion, kind: `${vendor}/device`, devices }));
    };
    const doctor = () => cdictl("doctor", name, "--runtime", "podman@4.3.1", "--format", "json");
    const rootfs = makeRootfs(scratch.path("podman-rootfs"));
    const start = () => runWithPodman(rootfs, "echo $A", scratch.path("podman"), [name]);
    write("0.8.0");
    const [found, ...more]: Problem[] = JSON.parse(doctor().stdout);
    expect(more).toEqual([]);
    expect(found).toMatchObject({ code: "runtime-refuses-spec", fix: expect.stringContaining("to 0.3.0") });
    expect(start).toThrow(/unresolvable CDI devices/);
    write("0.3.0");
    expect(doctor().status).toBe(0);
    expect(start()).toContain("here");
  });
});

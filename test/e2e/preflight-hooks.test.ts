import { existsSync, mkdirSync, rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Hook } from "../../src/cdi/spec.ts";
import { type ForeseenCase, makeForeseenCase, type State, statesWhatIsForeseen, withBoth } from "./foreseen-cases.ts";
import { runWithRunc } from "./runtimes.ts";
import { useScratch } from "./scratch.ts";

const scratch = useScratch();

const directory = "/run/cdictl-e2e-hooks";
beforeAll(() => {
  mkdirSync(directory, { recursive: true });
});
afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

const program = `${directory}/hook`;
const env = ["PATH=/usr/bin:/bin"];

/** A hook, and what makes its program. */
function hooked(hook: Partial<Hook>, makeProgram: string): State {
  const hooks = [{ hookName: "createRuntime", path: program, args: ["hook"], env, ...hook }];
  return { edits: { hooks }, host: `rm -rf ${directory}/*; ${makeProgram}` };
}

const written = (text: string, mode = 755) => `printf '${text}' > ${program}; chmod ${mode} ${program}`;
/** Leaves a mark, by which it is seen that it ran. */
const good = written(`#!/bin/sh\\n: > ${directory}/ran\\n`);
const ownShell = written(`#!${directory}/sh\\nexit 0\\n`);
const expectMark = () => expect(existsSync(`${directory}/ran`)).toBe(true);
const script = "exit 0";
const failed = /error executing hook/;

/** A hook of a container that does not run as root, in a directory of the host that it has at /opt. */
function inContainer(makeProgram: string, ...options: readonly string[]): State {
  const hooks = [{ hookName: "startContainer", path: "/opt/hook", args: ["true"], env }];
  const mounts = [{ hostPath: directory, containerPath: "/opt", options: ["bind", ...options] }];
  return {
    edits: { hooks, mounts },
    host: `rm -rf ${directory}/*; ${makeProgram}`,
    document: (document) => {
      document.process.user = { uid: 1000, gid: 1000 };
    },
  };
}

const cases: readonly ForeseenCase[] = [
  {
    name: "a hook that is not there, which is then put there",
    script,
    ...withBoth("hook-fails", /no such file or directory/, failed),
    broken: hooked({}, "true"),
    repaired: hooked({}, good),
    afterwards: expectMark,
  },
  {
    name: "a hook without an execute bit, which it then gets",
    script,
    ...withBoth("hook-fails", /permission denied/, failed),
    broken: hooked({}, written("#!/bin/sh\\n", 644)),
    repaired: hooked({}, `${written("#!/bin/sh\\n", 644)}; chmod a+x ${program}`),
  },
  {
    name: "a hook whose interpreter is missing, and then another",
    script,
    ...withBoth("hook-fails", /no such file or directory/, failed),
    broken: hooked({}, written("#!/usr/bin/no-such-shell\\n")),
    repaired: hooked({}, good),
  },
  {
    name: "a hook without a first line, which it then gets",
    script,
    runc: { code: "hook-fails", says: /exec format error/ },
    broken: hooked({}, written("exit 0\\n")),
    repaired: hooked({}, written("#!/bin/sh\\nexit 0\\n")),
  },
  {
    name: "a hook that is a directory, and then a program",
    script,
    ...withBoth("hook-fails", /permission denied/, failed),
    broken: hooked({ path: directory }, good),
    repaired: hooked({}, good),
  },
  {
    name: "a hook on a file system that is noexec, which it then is not",
    script,
    ...withBoth("hook-fails", /permission denied/, failed),
    broken: {
      ...hooked({}, good),
      host: `mountpoint -q ${directory} || mount -t tmpfs -o noexec tmpfs ${directory}; ${good}`,
    },
    repaired: { ...hooked({}, good), host: `umount ${directory}; ${good}` },
  },
  {
    name: "a hook in the container that is only on the host, and then one that is in it",
    script,
    ...withBoth("hook-fails", /no such file or directory/, failed),
    broken: hooked({ hookName: "startContainer" }, good),
    repaired: hooked({ hookName: "startContainer", path: "/bin/busybox", args: ["true"] }, "true"),
  },
  {
    name: "a hook by a relative path, which is then absolute",
    script,
    runc: { code: "hook-fails", says: /no such file or directory/ },
    broken: hooked({ path: "hook" }, good),
    repaired: hooked({}, good),
  },
  {
    name: "a hook whose interpreter ends in a carriage return, which is then taken out",
    script,
    ...withBoth("hook-fails", /no such file or directory/, failed),
    broken: hooked({}, written("#!/bin/sh\\r\\nexit 0\\n")),
    repaired: hooked({}, `${written("#!/bin/sh\\r\\nexit 0\\n")}; sed -i 's/\\r$//' ${program}`),
  },
  {
    name: "a hook whose interpreter has no execute bit, which it then gets",
    script,
    ...withBoth("hook-fails", /permission denied/, failed),
    broken: hooked({}, `cp /bin/busybox ${directory}/sh; chmod 644 ${directory}/sh; ${ownShell}`),
    repaired: hooked({}, `cp /bin/busybox ${directory}/sh; chmod a+x ${directory}/sh; ${ownShell}`),
  },
  {
    name: "a hook whose loader is missing, and then one that is linked statically",
    script,
    ...withBoth("hook-fails", /no such file or directory/, failed),
    broken: hooked({ args: ["true"] }, `sed 's,/ld-linux,/no-linux,' /bin/true > ${program}; chmod 755 ${program}`),
    repaired: hooked({ args: ["true"] }, `cp /bin/busybox ${program}`),
  },
  {
    name: "a hook for another machine, and then one for this",
    script,
    ...withBoth("hook-fails", /exec format error/, failed),
    broken: hooked(
      { args: ["true"] },
      `cp /bin/true ${program}; printf '\\001' | dd of=${program} bs=1 seek=18 conv=notrunc 2>/dev/null`,
    ),
    repaired: hooked({ args: ["true"] }, `cp /bin/busybox ${program}`),
  },
  {
    name: "a hook in the container that its user may not start, and then may",
    script,
    ...withBoth("hook-fails", /permission denied/, failed),
    broken: inContainer("cp /bin/busybox $0; chmod 700 $0".replaceAll("$0", program)),
    repaired: inContainer("cp /bin/busybox $0; chmod 700 $0; chmod a+x $0".replaceAll("$0", program)),
  },
  {
    name: "a hook in the container on a mount that is noexec, which it then is not",
    script,
    ...withBoth("hook-fails", /permission denied/, failed),
    broken: inContainer(`cp /bin/busybox ${program}`, "noexec"),
    repaired: inContainer(`cp /bin/busybox ${program}`),
  },
  {
    name: "a hook with no time at all, which it then has",
    script,
    runc: { code: "hook-fails", says: /ran past specified timeout/ },
    broken: {
      ...hooked({}, good),
      document: (document) => {
        document.hooks = { createRuntime: [{ path: program, env, timeout: 0 }] };
      },
    },
    repaired: {
      ...hooked({}, good),
      document: (document) => {
        document.hooks = { createRuntime: [{ path: program, env, timeout: 5 }] };
      },
    },
  },
];

statesWhatIsForeseen(scratch, cases);

describe("a hook that everyone can write", () => {
  it("is warned of, and runs", () => {
    const { set, doctor, start } = makeForeseenCase(scratch, script);
    set(hooked({}, written(`#!/bin/sh\\n: > ${directory}/ran\\n`, 777)));
    expect(doctor("runc")).toEqual({ status: 0, codes: [], warnings: ["hook-writable"] });
    start(runWithRunc);
    expectMark();
    set(hooked({}, good));
    expect(doctor("runc").warnings).toEqual([]);
  });
});

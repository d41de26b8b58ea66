import { mkdirSync, rmSync } from "node:fs";
import { afterAll, beforeAll } from "vitest";
import type { Hook } from "../../src/cdi/spec.ts";
import { type ForeseenCase, type State, statesWhatIsForeseen, withBoth } from "./foreseen-cases.ts";
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

/** A hook that leaves a mark, by which it is seen that it ran, and what makes its program. */
function hooked(hook: Partial<Hook>, makeProgram: string): State {
  const hooks = [{ hookName: "createRuntime", path: program, args: ["hook"], env, ...hook }];
  return { edits: { hooks }, host: `rm -rf ${directory}/*; ${makeProgram}` };
}

const written = (text: string, mode = 755) => `printf '${text}' > ${program}; chmod ${mode} ${program}`;
const good = written(`#!/bin/sh\\n: > ${directory}/ran\\n`);
const script = "exit 0";
const failed = /error executing hook/;

const cases: readonly ForeseenCase[] = [
  {
    name: "a hook that is not there, which is then put there",
    script,
    ...withBoth("hook-fails", /no such file or directory/, failed),
    broken: hooked({}, "true"),
    repaired: hooked({}, good),
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
  {
    name: "a hook that is not there, and then is everyone's to write, which is a warning",
    script,
    ...withBoth("hook-fails", /no such file or directory/, failed),
    broken: hooked({}, "true"),
    repaired: hooked({}, written(`#!/bin/sh\\n: > ${directory}/ran\\n`, 777)),
  },
];

statesWhatIsForeseen(scratch, cases);

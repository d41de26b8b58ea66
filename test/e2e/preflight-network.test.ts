import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Problem } from "../../src/problems.ts";
import type { ociDocument } from "./bundle.ts";
import { runWell } from "./command.ts";
import { makeForeseenCase } from "./foreseen-cases.ts";
import { runWithCrun, runWithRunc } from "./runtimes.ts";
import { useScratch } from "./scratch.ts";

const scratch = useScratch();

interface Case {
  readonly name: string;
  readonly code: Problem["code"];
  readonly runc: RegExp;
  readonly crun: RegExp;
  /** The path of the network namespace before and after, in a directory of the case's own. */
  readonly broken: (path: string) => string;
  /** As the advice says: undefined is for a new namespace. */
  readonly repaired: (path: string) => string | undefined;
  /** A shell script on the host that goes with it. */
  readonly repair?: (path: string) => string;
}

/** A bind mount of a namespace, as `ip netns add` makes one. */
const addNamespace = (path: string) =>
  `touch ${path}/netns; unshare --net sh -c 'mount --bind /proc/self/ns/net ${path}/netns'`;

const cases: readonly Case[] = [
  {
    name: "a namespace that is gone, made anew",
    code: "net-namespace-missing",
    runc: /no such file or directory/,
    crun: /No such file or directory/,
    broken: (path) => `${path}/netns`,
    repaired: (path) => `${path}/netns`,
    repair: addNamespace,
  },
  {
    name: "a namespace that is gone, whose path is taken out",
    code: "net-namespace-missing",
    runc: /no such file or directory/,
    crun: /No such file or directory/,
    broken: () => "/var/run/netns/cdictl-e2e-nope",
    repaired: () => undefined,
  },
  {
    name: "a namespace of a process that is gone",
    code: "net-namespace-missing",
    runc: /no such file or directory/,
    crun: /No such file or directory/,
    broken: () => "/proc/99999999/ns/net",
    repaired: () => undefined,
  },
  {
    name: "a file that is no namespace, which then is one",
    code: "net-namespace-invalid",
    runc: /Invalid argument/,
    crun: /cannot setns|read status from sync socket/,
    broken: (path) => `${path}/file`,
    repaired: (path) => `${path}/netns`,
    repair: addNamespace,
  },
  {
    name: "a directory that is no namespace",
    code: "net-namespace-invalid",
    runc: /Invalid argument/,
    crun: /cannot setns|read status from sync socket/,
    broken: (path) => path,
    repaired: () => undefined,
  },
  {
    name: "a namespace of another type, which then is one of networks",
    code: "net-namespace-invalid",
    runc: /Invalid argument/,
    crun: /cannot setns|read status from sync socket/,
    broken: (path) => `${path}/uts`,
    repaired: (path) => `${path}/netns`,
    repair: addNamespace,
  },
];

const mounted: string[] = [];

afterAll(() => {
  for (const path of mounted) {
    runWell("sh", ["-c", 'umount "$0/netns" 2>/dev/null; umount "$0/uts" 2>/dev/null; true', path]);
  }
});

function makeCase() {
  const { path, set, doctor, start } = makeForeseenCase(scratch, "exit 0");
  mounted.push(path);
  writeFileSync(join(path, "file"), "");
  runWell("sh", ["-e", "-c", `touch "$0/uts"; unshare --uts sh -c "mount --bind /proc/self/ns/uts $0/uts"`, path]);

  function setNamespace(namespace: string | undefined): void {
    const document = ({ linux }: ReturnType<typeof ociDocument>): void => {
      linux.namespaces = [
        ...linux.namespaces.filter(({ type }: { readonly type: string }) => type !== "network"),
        { type: "network", ...(namespace !== undefined && { path: namespace }) },
      ];
    };
    set({ edits: { env: ["A=1"] }, document });
  }

  return { path, set: setNamespace, doctor, start };
}

const runtimes = [
  { name: "runc", run: runWithRunc },
  { name: "crun", run: runWithCrun },
] as const;

describe.each(runtimes)("with $name, the preflight foresees", ({ name, run }) => {
  it.each(cases)("$name", (each) => {
    const { path, set, doctor, start } = makeCase();
    set(each.broken(path));
    expect(doctor(name)).toMatchObject({ status: 1, codes: [each.code] });
    expect(() => start(run)).toThrow(each[name]);
    if (each.repair) runWell("sh", ["-e", "-c", each.repair(path)]);
    set(each.repaired(path));
    expect(doctor(name)).toMatchObject({ status: 0, codes: [] });
    start(run);
  });
});

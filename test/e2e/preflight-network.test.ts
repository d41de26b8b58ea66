import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Problem } from "../../src/problems.ts";
import { changeConfig, makeBundle, type ociDocument } from "./bundle.ts";
import { cdictl, runWell } from "./command.ts";
import { runWithCrun, runWithRunc } from "./runtimes.ts";
import { useScratch } from "./scratch.ts";

const scratch = useScratch();
const device = "example.com/e2e=x";

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

let made = 0;
const mounted: string[] = [];

afterAll(() => {
  for (const path of mounted) {
    runWell("sh", ["-c", 'umount "$0/netns" 2>/dev/null; umount "$0/uts" 2>/dev/null; true', path]);
  }
});

function makeCase() {
  const path = scratch.path(`case-${++made}`);
  const bundle = join(path, "bundle");
  mkdirSync(join(path, "specs"), { recursive: true });
  mounted.push(path);
  writeFileSync(join(path, "file"), "");
  runWell("sh", ["-e", "-c", `touch "$0/uts"; unshare --uts sh -c "mount --bind /proc/self/ns/uts $0/uts"`, path]);
  makeBundle(bundle, "exit 0");
  const devices = [{ name: "x", containerEdits: { env: ["A=1"] } }];
  writeFileSync(
    join(path, "specs/e2e.json"),
    JSON.stringify({ cdiVersion: "0.5.0", kind: "example.com/e2e", devices }),
  );

  function set(namespace: string | undefined): void {
    changeConfig(bundle, ({ linux }: ReturnType<typeof ociDocument>) => {
      linux.namespaces = [
        ...linux.namespaces.filter(({ type }: { readonly type: string }) => type !== "network"),
        { type: "network", ...(namespace !== undefined && { path: namespace }) },
      ];
    });
  }

  function doctor(runtime: string) {
    const args = ["doctor", device, "-d", join(path, "specs"), "--oci", bundle, "--runtime", runtime];
    const { status, stdout } = cdictl(...args, "--format", "json");
    const problems: Problem[] = JSON.parse(stdout);
    return { status, codes: problems.filter(({ severity }) => severity === "error").map(({ code }) => code) };
  }

  return { path, bundle, set, doctor };
}

const runtimes = [
  { name: "runc", run: runWithRunc },
  { name: "crun", run: runWithCrun },
] as const;

describe.each(runtimes)("with $name, the preflight foresees", ({ name, run }) => {
  it.each(cases)("$name", (each) => {
    const { path, bundle, set, doctor } = makeCase();
    set(each.broken(path));
    expect(doctor(name)).toEqual({ status: 1, codes: [each.code] });
    expect(() => run(bundle, scratch.path("state"))).toThrow(each[name]);
    if (each.repair) runWell("sh", ["-e", "-c", each.repair(path)]);
    set(each.repaired(path));
    expect(doctor(name)).toEqual({ status: 0, codes: [] });
    run(bundle, scratch.path("state"));
  });
});

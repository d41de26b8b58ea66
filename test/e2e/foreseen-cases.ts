import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ContainerEdits } from "../../src/cdi/spec.ts";
import type { Problem } from "../../src/problems.ts";
import { makeBundle, type ociDocument, readConfig } from "./bundle.ts";
import { cdictl, runWell } from "./command.ts";
import { runWithRunc } from "./runtimes.ts";
import type { Scratch } from "./scratch.ts";

const device = "example.com/e2e=x";

/** What a device brings and a container is. */
export interface State {
  readonly edits: ContainerEdits;
  /** A shell script that makes it so on the host. */
  readonly host?: string;
  readonly document?: (document: ReturnType<typeof ociDocument>) => void;
}

interface Foreseen {
  readonly code: Problem["code"];
  /** What the runtime says. */
  readonly says: RegExp;
}

export interface ForeseenCase {
  readonly name: string;
  /** Absent where the runtime is content. */
  readonly runc?: Foreseen;
  readonly crun?: Foreseen;
  readonly script: string;
  readonly broken: State;
  /** As the advice says. */
  readonly repaired: State;
  /** What the container that then ran has left on the host. */
  readonly afterwards?: () => void;
}

/** The same code with both runtimes. */
export function withBoth(code: Problem["code"], runc: RegExp, crun = runc) {
  return { runc: { code, says: runc }, crun: { code, says: crun } };
}

/** With cgroup version 1 alone, as crun takes no part in a hybrid layout; it cleans up after a container that failed. */
function runWithCrunOnV1(bundle: string, state: string): string {
  const script = `
    id=cdictl-e2e-$$; cgroups="$0.cgroups"
    mkdir -p "$cgroups"; mount -t tmpfs tmpfs "$cgroups"
    for each in /sys/fs/cgroup/*/; do
      name=$(basename "$each"); [ "$name" = unified ] && continue
      mkdir "$cgroups/$name"; mount --bind "$each" "$cgroups/$name"
    done
    umount -R /sys/fs/cgroup; mount --rbind "$cgroups" /sys/fs/cgroup
    status=0; crun --root "$0" run "$id" || status=$?
    crun --root "$0" delete -f "$id" 2>/dev/null || true
    rmdir /sys/fs/cgroup/*/"$id" 2>/dev/null || true
    exit $status`;
  return runWell("unshare", ["-m", "sh", "-e", "-c", script, state], bundle);
}

let made = 0;

/** A bundle and a specification of a device below a path, which can be in one state and then in another. */
export function makeForeseenCase(scratch: Scratch, script: string) {
  const path = scratch.path(`case-${++made}`);
  const bundle = join(path, "bundle");
  mkdirSync(join(path, "specs"), { recursive: true });
  makeBundle(bundle, script);
  const original = JSON.stringify(readConfig(bundle));

  function set({ edits, host, document: change }: State): void {
    if (host !== undefined) runWell("sh", ["-ec", host]);
    const devices = [{ name: "x", containerEdits: edits }];
    writeFileSync(
      join(path, "specs/e2e.json"),
      JSON.stringify({ cdiVersion: "0.7.0", kind: "example.com/e2e", devices }),
    );
    const document = JSON.parse(original);
    change?.(document);
    writeFileSync(join(bundle, "config.json"), JSON.stringify(document));
  }

  function doctor(runtime: string) {
    const args = ["doctor", device, "-d", join(path, "specs"), "--oci", bundle, "--runtime", runtime];
    const { status, stdout } = cdictl(...args, "--format", "json");
    const problems: Problem[] = JSON.parse(stdout);
    const codesOf = (wanted: Problem["severity"]) =>
      problems.filter(({ severity }) => severity === wanted).map(({ code }) => code);
    return { status, codes: codesOf("error"), warnings: codesOf("warning") };
  }

  function start(run: (bundle: string, state: string) => string): string {
    const { status, stderr } = cdictl("inject", "-d", join(path, "specs"), "--in-place", bundle, device);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    return run(bundle, scratch.path("state"));
  }

  return { path, set, doctor, start };
}

const runtimes = [
  { name: "runc", run: runWithRunc },
  { name: "crun", run: runWithCrunOnV1 },
] as const;

/** States what a preflight says of each bundle, that the runtime then fails on it, and that it runs once repaired. */
export function statesWhatIsForeseen(scratch: Scratch, cases: readonly ForeseenCase[]): void {
  describe.each(runtimes)("with $name, the preflight foresees", ({ name, run }) => {
    it.each(cases.filter((each) => each[name] !== undefined))("$name", (each) => {
      const { code, says } = each[name] ?? { code: "unknown", says: /never/ };
      const { set, doctor, start } = makeForeseenCase(scratch, each.script);
      set(each.broken);
      expect(doctor(name)).toMatchObject({ status: 1, codes: [code] });
      expect(() => start(run)).toThrow(says);
      set(each.repaired);
      expect(doctor(name)).toMatchObject({ status: 0, codes: [] });
      start(run);
      each.afterwards?.();
    });
  });
}

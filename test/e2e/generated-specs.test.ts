import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { printSpec } from "../../src/cdi/print-spec.ts";
import { readSpec } from "../../src/cdi/read-spec.ts";
import type { ContainerEdits, Spec } from "../../src/cdi/spec.ts";
import { mapEdits } from "../../src/generators/polish/edit-lists.ts";
import { polish } from "../../src/generators/polish.ts";
import { makeRootfs } from "./bundle.ts";
import { cdictl } from "./command.ts";
import { insideViewScript, parseInsideView } from "./inside-view.ts";
import { runWithPodman } from "./runtimes.ts";
import { useScratch } from "./scratch.ts";

const scratch = useScratch();
/** Where podman looks for specs; podman 4 cannot be told to look elsewhere. */
const systemSpecDir = "/etc/cdi";
const vendor = `cdictl-generated-${process.pid}.example.com`;
let madeDirectory: string | undefined;

/** Every spec that the tests hold a generator to. */
const goldens = ["test/generators/golden", "test/generators/nvidia/golden"]
  .flatMap((dir) => readdirSync(dir).map((name) => join(dir, name)))
  .map((path) => ({ path, name: basename(path, ".yaml") }));

const specs = new Map<string, Spec>();

beforeAll(async () => {
  madeDirectory = mkdirSync(systemSpecDir, { recursive: true });
  const hook = scratch.path("hook");
  writeFileSync(hook, "#!/bin/sh\ncat > /dev/null\n");
  chmodSync(hook, 0o755);
  for (const { path, name } of goldens) {
    const { spec } = await readSpec(readFileSync(path, "utf8"));
    if (!spec) throw new Error(`${path} is no spec`);
    const here = mapEdits({ ...spec, kind: `${vendor}/${name}` }, (edits) => onThisMachine(edits, hook));
    // podman 4.3 knows no later version.
    const lowered = polish(here, "0.5.0").spec;
    if (!lowered) throw new Error(`Nothing of ${path} can be said at 0.5.0`);
    specs.set(name, lowered);
    writeFileSync(join(systemSpecDir, `${vendor}-${name}.yaml`), printSpec(lowered, "yaml"));
  }
});

afterAll(() => {
  for (const { name } of goldens) rmSync(join(systemSpecDir, `${vendor}-${name}.yaml`), { force: true });
  if (madeDirectory !== undefined) rmSync(madeDirectory, { recursive: true });
});

/** The same edits with something in place of each node, file and program of the host that they name. */
function onThisMachine(edits: ContainerEdits, hook: string): ContainerEdits {
  const { deviceNodes, mounts, hooks } = edits;
  return {
    ...edits,
    ...(deviceNodes && {
      deviceNodes: deviceNodes.map((node) => ({ ...node, hostPath: madeNode(node.hostPath ?? node.path) })),
    }),
    ...(mounts && { mounts: mounts.map((mount) => ({ ...mount, hostPath: madeFile(mount.hostPath) })) }),
    ...(hooks && { hooks: hooks.map((each) => ({ ...each, path: hook })) }),
  };
}

function madeNode(path: string): string {
  return made(path, (place) => execFileSync("mknod", [place, "c", "1", "3"]));
}

function madeFile(path: string): string {
  return made(path, (place) => writeFileSync(place, ""));
}

function made(path: string, make: (place: string) => unknown): string {
  const place = scratch.path("host", path);
  mkdirSync(dirname(place), { recursive: true });
  if (!existsSync(place)) make(place);
  return place;
}

describe.each(goldens)("the generated spec $name", ({ path, name }) => {
  it("is one that validate --strict has nothing to say of", () => {
    expect(cdictl("validate", "--strict", path)).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  it("has no device that cannot be injected", () => {
    const names = specs.get(name)?.devices.map((device) => `${vendor}/${name}=${device.name}`) ?? [];
    expect(names.length).toBeGreaterThan(0);
    for (const device of names) {
      const { status, stderr } = cdictl("inject", "-d", systemSpecDir, "specs/oci/config.json", device);
      expect({ device, status, stderr }).toEqual({ device, status: 0, stderr: "" });
    }
  });
});

it("podman loads all of them, and gives a container what they say", () => {
  const firsts = [...specs].map(
    ([
      name,
      {
        devices: [first],
      },
    ]) => ({ name, first }),
  );
  const names = firsts.map(({ name, first }) => `${vendor}/${name}=${first?.name}`);
  const output = runWithPodman(makeRootfs(scratch.path("rootfs")), insideViewScript(), scratch.path("podman"), names);
  const seen = new Set(parseInsideView(output).devices.map(({ path }) => path));
  const wanted = firsts.flatMap(({ first }) => first?.containerEdits.deviceNodes ?? []).map(({ path }) => path);
  expect(wanted.filter((path) => !seen.has(path))).toEqual([]);
  expect(wanted.length).toBeGreaterThan(goldens.length);
});

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Spec } from "../../src/cdi/spec.ts";
import { writeSpec } from "../../src/registry/write-spec.ts";
import { makeBundle, makeRootfs } from "./bundle.ts";
import { cdictl } from "./command.ts";
import { makeHostNode } from "./host-node.ts";
import { addedTo, type InsideView, insideViewScript, parseInsideView } from "./inside-view.ts";
import { runWithPodman, runWithRunc } from "./runtimes.ts";
import { useScratch } from "./scratch.ts";

/** Where podman looks for specs; podman 4 cannot be told to look elsewhere. */
const systemSpecDir = "/etc/cdi";
/** A vendor that no other file in that directory is likely to have. */
const vendor = `cdictl-e2e-${process.pid}.example.com`;
const kind = `${vendor}/device`;

const scratch = useScratch();
const script = insideViewScript("/dev/e2e");
const specFile = join(systemSpecDir, `${vendor}-device.json`);
const writtenFile = join(systemSpecDir, `${vendor}-written.yaml`);

let madeDirectory: string | undefined;

beforeAll(() => {
  madeDirectory = mkdirSync(systemSpecDir, { recursive: true });
});

afterAll(() => {
  rmSync(specFile, { force: true });
  rmSync(writtenFile, { force: true });
  if (madeDirectory !== undefined) rmSync(madeDirectory, { recursive: true });
});

/** What a container of podman has with the devices that it has not without. */
function addedByPodman(...names: string[]): InsideView {
  const rootfs = makeRootfs(scratch.path(`rootfs-${names.length}`));
  const view = (devices: string[]) => parseInsideView(runWithPodman(rootfs, script, scratch.path("podman"), devices));
  return addedTo(view([]), view(names));
}

/** What a container of runc has after `cdictl inject`, with the default spec directories, that it has not before. */
function addedByCdictl(...names: string[]): InsideView {
  const bundle = makeBundle(scratch.path(`bundle-${names.length}`), script);
  const view = () => parseInsideView(runWithRunc(bundle, scratch.path("runc")));
  const before = view();
  const { status, stderr } = cdictl("inject", "--in-place", bundle, ...names);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return addedTo(before, view());
}

describe("podman --device and cdictl inject with runc", () => {
  beforeAll(() => {
    const hostPath = makeHostNode(scratch.path("node"));
    mkdirSync(scratch.path("shared/deep"), { recursive: true });
    const hook = {
      hookName: "createRuntime",
      path: "/bin/sh",
      args: ["sh", "-c", `echo "$TOLD" >> ${scratch.path("hook")}`],
      env: ["TOLD=by the spec"],
    };
    const spec = {
      // podman 4.3 knows no later version, and copies no mode from the host: each node has its own here.
      cdiVersion: "0.5.0",
      kind,
      devices: [
        {
          name: "log",
          containerEdits: {
            env: ["E2E_DEVICE=log", "TERM=dumb"],
            deviceNodes: [{ path: "/dev/e2e", hostPath, fileMode: 0o640, permissions: "w" }],
          },
        },
        {
          name: "0",
          containerEdits: {
            env: ["E2E_DEVICE=0", "E2E_EMPTY="],
            deviceNodes: [
              { path: "/dev/e2e-disk", type: "b", major: 7, minor: 200, fileMode: 0o604, uid: 3, gid: 6 },
              { path: "/dev/full", fileMode: 0o600 },
            ],
            mounts: [
              {
                hostPath: scratch.path("shared/deep"),
                containerPath: "/run/e2e/deep",
                options: ["ro", "nosuid", "nodev", "rbind", "rprivate"],
              },
            ],
          },
        },
      ],
      containerEdits: {
        env: ["E2E_SPEC=yes"],
        mounts: [
          { hostPath: "/proc/version", containerPath: "/run/host/version", options: ["ro", "noexec", "bind"] },
          { hostPath: scratch.path("shared"), containerPath: "/run/e2e", options: ["nosuid", "nodev", "bind"] },
        ],
        hooks: [hook],
      },
    };
    writeFileSync(specFile, JSON.stringify(spec));
  });

  it.each([
    ["one device", [`${kind}=log`]],
    ["two devices of one spec", [`${kind}=log`, `${kind}=0`]],
  ])("give a container the same from the same spec: %s", (_, names) => {
    rmSync(scratch.path("hook"), { force: true });
    const byPodman = addedByPodman(...names);
    const byCdictl = addedByCdictl(...names);
    expect(byCdictl.devices.length).toBeGreaterThan(0);
    expect(inPathOrder(byCdictl)).toEqual(inPathOrder(byPodman));
    expect(byCdictl.access["/dev/e2e"]).toContain("w");
    expect(readFileSync(scratch.path("hook"), "utf8")).toBe("by the spec\nby the spec\n");
  });
});

describe("a spec that the registry wrote", () => {
  const names = ["on", "010", "1_000", "0x10", "12:30:45", "1e3", "a.b:c-d_e"];
  const values = ["", "yes", "'quoted' \"twice\"", "# no comment", "a: b", "- x", "é €", "back\\slash", "tab\there"];
  const spec: Spec = {
    cdiVersion: "0.5.0",
    kind: `${vendor}/written`,
    devices: names.map((name) => ({ name, containerEdits: { env: [`E2E_NAME=${name}`] } })),
    containerEdits: { env: values.map((value, index) => `E2E_${index}=${value}`) },
  };

  beforeAll(() => {
    expect(writeSpec(systemSpecDir, spec)).toEqual({ path: writtenFile });
  });

  it("gives podman each name and each value as they are", () => {
    const rootfs = makeRootfs(scratch.path("rootfs-written"));
    for (const name of names) {
      const devices = [`${spec.kind}=${name}`];
      const { environment } = parseInsideView(runWithPodman(rootfs, script, scratch.path("podman"), devices));
      expect(environment.filter((variable) => variable.startsWith("E2E_")).sort()).toEqual(
        [...values.map((value, index) => `E2E_${index}=${value}`), `E2E_NAME=${name}`].sort(),
      );
    }
  });

  it("leaves validate with nothing to say", () => {
    expect(cdictl("validate", "--strict", writtenFile)).toEqual({ status: 0, stdout: "", stderr: "" });
  });
});

/** Sorted, since neither runtime promises an order: podman sorts mounts of one depth by path, which changes nothing. */
function inPathOrder(view: InsideView): InsideView {
  const byPath = (one: { path: string }, other: { path: string }) => (one.path < other.path ? -1 : 1);
  return {
    ...view,
    devices: [...view.devices].sort(byPath),
    environment: [...view.environment].sort(),
    mounts: [...view.mounts].sort(byPath),
  };
}

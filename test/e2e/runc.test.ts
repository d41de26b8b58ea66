import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { changeConfig, makeBundle } from "./bundle.ts";
import { cdictl } from "./command.ts";
import { kernelLog, makeHostNode } from "./host-node.ts";
import { addedTo, type InsideView, insideViewScript, parseInsideView } from "./inside-view.ts";
import { runWithRunc } from "./runtimes.ts";
import { useScratch } from "./scratch.ts";

const scratch = useScratch();
const script = insideViewScript("/dev/e2e/log");
const devices = ["example.com/e2e=log", "example.com/e2e=disk", "example.com/e2e=share"];

function specDir(): string {
  return scratch.path("specs");
}

function inject(bundle: string, ...names: string[]) {
  return cdictl("inject", "-d", specDir(), "--in-place", bundle, ...names);
}

function seen(bundle: string): InsideView {
  return parseInsideView(runWithRunc(bundle, scratch.path("runc")));
}

beforeAll(() => {
  const hostPath = makeHostNode(scratch.path("node"));
  mkdirSync(specDir());
  mkdirSync(scratch.path("shared"));
  writeFileSync(scratch.path("shared/note"), "from the host\n");
  const spec = {
    cdiVersion: "0.7.0",
    kind: "example.com/e2e",
    devices: [
      { name: "log", containerEdits: { deviceNodes: [{ path: "/dev/e2e/log", hostPath, permissions: "w" }] } },
      { name: "log-reader", containerEdits: { deviceNodes: [{ path: "/dev/e2e/log", hostPath, permissions: "r" }] } },
      {
        name: "disk",
        containerEdits: {
          deviceNodes: [{ path: "/dev/e2e/disk", type: "b", major: 7, minor: 200, fileMode: 0o604, uid: 3, gid: 6 }],
        },
      },
      {
        name: "share",
        containerEdits: {
          mounts: [
            {
              hostPath: scratch.path("shared"),
              containerPath: "/run/e2e",
              options: ["ro", "nosuid", "nodev", "noexec", "bind"],
            },
          ],
        },
      },
    ],
    containerEdits: {
      env: ["E2E_NAME=value with spaces", "TERM=dumb"],
      additionalGids: [4242],
      hooks: [
        {
          hookName: "createRuntime",
          path: "/bin/sh",
          args: ["sh", "-c", `{ echo "$TOLD"; cat; } > ${scratch.path("hook")}`],
          env: ["TOLD=by the spec"],
        },
      ],
    },
  };
  writeFileSync(scratch.path("specs/e2e.json"), JSON.stringify(spec));
});

describe("in a bundle that cdictl has injected devices into, runc's container", () => {
  let before: InsideView;
  let after: InsideView;
  let added: InsideView;
  let bundle = "";

  beforeAll(() => {
    bundle = makeBundle(scratch.path("bundle"), `${script}\nif [ -f /run/e2e/note ]; then cat /run/e2e/note; fi`);
    before = seen(bundle);
    const { status, stdout, stderr } = inject(bundle, ...devices);
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "", stderr: "" });
    after = seen(bundle);
    added = addedTo(before, after);
  });

  it("has a device node with the host node's type, numbers and mode", () => {
    const node = { type: "character", ...kernelLog, mode: "640", owner: "0:0" };
    expect(added.devices).toContainEqual({ path: "/dev/e2e/log", ...node });
  });

  it("has a device node with the type, numbers, mode and owner that a spec gives", () => {
    const node = { type: "block", major: 7, minor: 200, mode: "604", owner: "3:6" };
    expect(added.devices).toContainEqual({ path: "/dev/e2e/disk", ...node });
  });

  it("has no other device node, and loses none", () => {
    expect(added.devices).toHaveLength(2);
    expect(addedTo(after, before).devices).toEqual([]);
  });

  it("has the environment variables, and those of the same name are replaced", () => {
    expect(added.environment).toEqual(["TERM=dumb", "E2E_NAME=value with spaces"]);
    expect(addedTo(after, before).environment).toEqual(["TERM=xterm"]);
  });

  it("has the mount with its options, and the host's files in it", () => {
    expect(added.mounts).toMatchObject([{ path: "/run/e2e", root: expect.stringMatching(/\/shared$/) }]);
    expect(added.mounts[0]?.options).toEqual(expect.arrayContaining(["nodev", "noexec", "nosuid", "ro"]));
    expect(runWithRunc(bundle, scratch.path("runc"))).toMatch(/\nfrom the host\n$/);
  });

  it("has the additional group", () => {
    expect(added.groups).toEqual([4242]);
  });

  it("was preceded by the hook, on the host, with the container's state and only its own environment", () => {
    const [told, state = ""] = readFileSync(scratch.path("hook"), "utf8").split(/\n(.*)/s);
    expect(told).toBe("by the spec");
    expect(JSON.parse(state)).toMatchObject({ bundle, pid: expect.any(Number) });
  });
});

describe("an injected node", () => {
  function access(name: string, device: string, change = (_rules: { access: string }[]) => {}): string {
    const bundle = makeBundle(scratch.path(name), script);
    expect(inject(bundle, device).status).toBe(0);
    changeConfig(bundle, (document) => change(document.linux.resources.devices));
    return seen(bundle).access["/dev/e2e/log"] ?? "";
  }

  it("opens as the spec's permissions say", () => {
    expect(access("writer", "example.com/e2e=log")).toContain("w");
    expect(access("reader", "example.com/e2e=log-reader")).not.toContain("w");
  });

  it("opens because of its cgroup rule, the last one: without that it is refused", () => {
    expect(access("without-rule", "example.com/e2e=log", (rules) => rules.pop())).not.toContain("w");
  });
});

describe("a container of an ordinary user", () => {
  it("owns the injected node, where the spec names no owner, and is in the additional group", () => {
    const bundle = makeBundle(scratch.path("user"), script, (document) => {
      document.process.user = { uid: 1000, gid: 1001 };
    });
    expect(inject(bundle, "example.com/e2e=log").status).toBe(0);
    const view = seen(bundle);
    expect(view.devices).toContainEqual(expect.objectContaining({ path: "/dev/e2e/log", owner: "1000:1001" }));
    expect(view.groups).toContain(4242);
    expect(view.access["/dev/e2e/log"]).toContain("w");
  });
});

describe("a device that does not resolve", () => {
  it("leaves the bundle as it was, to the byte", () => {
    const bundle = makeBundle(scratch.path("unresolved"), script);
    const text = readFileSync(`${bundle}/config.json`);
    const { status, stdout, stderr } = inject(bundle, "example.com/e2e=log", "example.com/e2e=lgo");
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain("example.com/e2e=lgo");
    expect(readFileSync(`${bundle}/config.json`).equals(text)).toBe(true);
  });
});

describe("the default registry", () => {
  it("gives its devices to a container on this machine", () => {
    const bundle = makeBundle(scratch.path("default"), insideViewScript("/dev/hwrng"));
    const before = seen(bundle);
    const names = ["example.com/device=full", "example.com/device=zero", "example.com/device=hwrng"];
    names.push("example.com/host=kernel", "example.com/host=logs");
    const { status, stderr } = cdictl("inject", "-d", "specs/default", "--in-place", bundle, ...names);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const after = seen(bundle);
    const added = addedTo(before, after);
    expect(added.devices.map(({ path }) => path)).toEqual(["/dev/hwrng"]);
    expect(after.access).toEqual({ "/dev/hwrng": expect.stringContaining("r") });
    expect(added.mounts.map(({ path }) => path)).toEqual(["/run/host/version"]);
    expect(added.groups).toEqual([4]);
    expect([...added.environment].sort()).toEqual([
      "HOST_DEVICES=example.com/host",
      "HOST_KERNEL=/run/host/version",
      "HWRNG=/dev/hwrng",
    ]);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readContainer } from "../../src/oci/container.ts";

describe("readContainer", () => {
  it("reads what a runtime would go by", () => {
    const container = readContainer({
      process: {
        user: { uid: 1000, gid: 1001, additionalGids: [44] },
        capabilities: { bounding: ["CAP_MKNOD"] },
        rlimits: [{ type: "RLIMIT_MEMLOCK", hard: 1, soft: 2 }],
        noNewPrivileges: true,
        env: ["A=1"],
      },
      root: { path: "rootfs", readonly: true },
      mounts: [{ destination: "/dev", type: "tmpfs", source: "tmpfs", options: ["nosuid"] }],
      hooks: { createRuntime: [{ path: "/bin/hook", args: ["hook"], env: [] }, { path: "/bin/other" }] },
      linux: {
        devices: [{ path: "/dev/a", type: "c", major: 1, minor: 3 }],
        resources: { devices: [{ allow: false, access: "rwm" }] },
        netDevices: { eth1: { name: "net0" }, eth2: {} },
        namespaces: [{ type: "network", path: "/run/netns/x" }, { type: "user" }],
      },
    });
    expect(container).toMatchObject({
      process: {
        user: { uid: 1000, gid: 1001, additionalGids: [44] },
        capabilities: { bounding: ["CAP_MKNOD"], effective: [] },
        noNewPrivileges: true,
      },
      root: { path: "rootfs", readonly: true },
      mounts: [{ destination: "/dev", options: ["nosuid"] }],
      linux: { deviceRules: [{ allow: false, type: undefined, major: undefined, access: "rwm" }] },
    });
    expect(container.hooks.get("createRuntime")?.map(({ env }) => env)).toEqual([[], undefined]);
    expect([...container.linux.netDevices]).toEqual([
      ["eth1", "net0"],
      ["eth2", "eth2"],
    ]);
  });

  it("tells a list of no rules from none, and no capabilities from none given", () => {
    expect(readContainer({ linux: { resources: { devices: [] } } }).linux.deviceRules).toEqual([]);
    expect(readContainer({ linux: {} }).linux.deviceRules).toBeUndefined();
    expect(readContainer({}).process.capabilities).toBeUndefined();
    expect(readContainer({ process: { capabilities: {} } }).process.capabilities?.bounding).toEqual([]);
  });

  it("takes whatever JSON there is, wherever it stands", () => {
    const keys = [
      "process",
      "user",
      "mounts",
      "hooks",
      "linux",
      "resources",
      "devices",
      "namespaces",
      "netDevices",
      "path",
    ];
    const json = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        fc.jsonValue({ maxDepth: 1 }),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...keys, "__proto__"), tie("value"), { maxKeys: 5 }),
      ),
    })).value;
    fc.assert(
      fc.property(json, (value) => {
        expect(readContainer(value).process.env).toBeInstanceOf(Array);
      }),
    );
  });
});

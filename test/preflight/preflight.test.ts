import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseOciDocument } from "../../src/oci/document.ts";
import { preflight } from "../../src/preflight/preflight.ts";
import { snapshotOf } from "../../src/registry/snapshot.ts";
import { fakeHost } from "../host/fake-host.ts";

const spec = {
  cdiVersion: "1.1.0",
  kind: "vendor.com/device",
  devices: [
    {
      name: "gpu",
      containerEdits: {
        deviceNodes: [{ path: "/dev/nvidia0" }, { path: "/dev/infiniband/uverbs0", permissions: "rw" }],
        mounts: [{ hostPath: "/usr/lib/libx.so", containerPath: "/usr/lib/libx.so", options: ["ro", "bind"] }],
        hooks: [{ hookName: "createContainer", path: "/usr/bin/hook", args: ["hook"] }],
        netDevices: [{ hostInterfaceName: "eth1", name: "net1" }],
        additionalGids: [44],
      },
    },
  ],
};

const file = { path: "/etc/cdi/x.yaml", name: "x.yaml", priority: 0, spec, problems: [], seemingKinds: [] };

function problemsOf(document: unknown, runtime?: "runc" | "crun") {
  const { host } = fakeHost({
    nodes: { "/dev/nvidia0": "c 195:0" },
    files: {
      "/sys/fs/selinux/enforce": "1",
      "/sys/module/apparmor/parameters/enabled": "Y",
      "/proc/1/mountinfo": "22 1 0:20 / / rw shared:1 - ext4 /dev/sda rw\n",
      "/etc/cni/net.d/10-x.conflist": '{"name": "x", "plugins": [{"type": "host-device", "device": "eth1"}]}',
    },
  });
  const parsed = parseOciDocument(JSON.stringify(document), "/run/bundle/config.json");
  if ("code" in parsed) throw new Error(parsed.message);
  const { problems } = preflight({
    host,
    snapshot: snapshotOf([file], { revision: "e.1", directories: [] }),
    names: ["vendor.com/device=*"],
    document: parsed,
    path: "/run/bundle/config.json",
    runtime: runtime && { name: runtime, version: [] },
  });
  return problems;
}

/** The names of the OCI runtime specification, and names that objects have from birth. */
const names = [
  "process user uid gid additionalGids args env cwd capabilities bounding effective permitted ambient inheritable rlimits",
  "type hard soft noNewPrivileges apparmorProfile selinuxLabel root path readonly mounts destination source options hooks",
  "prestart createRuntime createContainer startContainer poststart poststop timeout linux devices major minor fileMode",
  "resources allow access namespaces uidMappings gidMappings containerID hostID size seccomp defaultAction syscalls names",
  "action maskedPaths readonlyPaths mountLabel rootfsPropagation cgroupsPath netDevices name intelRdt annotations",
  "__proto__ constructor toString",
].flatMap((line) => line.split(" "));

const words = [
  "/dev/nvidia0",
  "/dev",
  "/",
  "",
  "../..",
  "a b\n",
  "c",
  "rwm",
  "rbind",
  "shared",
  "tmpfs",
  "user",
  "network",
  "CAP_IPC_LOCK",
  "RLIMIT_MEMLOCK",
  "system_u:system_r:container_t:s0:c1,c2",
  "docker-default",
  "SCMP_ACT_ERRNO",
  "ioctl",
  "eth1",
  "system.slice:runc:x",
  "\u0000",
];

const scalar = fc.oneof(
  fc.constantFrom(...words),
  fc.string({ maxLength: 6 }),
  fc.integer(),
  fc.constantFrom(0, -1, 1.5, 2 ** 53, 195, null, true, false),
);

const { part } = fc.letrec((tie) => ({
  part: fc.oneof(
    { maxDepth: 6, depthSize: "medium" },
    scalar,
    fc.array(tie("part"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...names), tie("part"), { maxKeys: 8 }),
  ),
}));

const document = fc.record(
  { process: part, root: part, mounts: part, hooks: part, linux: part, annotations: part },
  { requiredKeys: [] },
);

describe("a preflight", () => {
  it("ends in words that people can read, whatever the OCI spec says", () => {
    fc.assert(
      fc.property(document, fc.constantFrom("runc", "crun", undefined), (json, runtime) => {
        for (const { message, fix = "", devices = [] } of problemsOf(json, runtime)) {
          expect(`${message} ${fix}`).not.toMatch(/undefined|\[object|NaN|\n/);
          expect(devices.every((name) => name.startsWith("vendor.com/device="))).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  it("says the same of the same", () => {
    const json = { process: { user: { uid: 1000, gid: 1000 } }, mounts: [], linux: {} };
    expect(problemsOf(json)).toEqual(problemsOf(json));
    expect(problemsOf(json).map(({ code }) => code)).toContain("hook-fails");
  });
});

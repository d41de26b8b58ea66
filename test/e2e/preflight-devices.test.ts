import { describe, expect, it } from "vitest";
import type { ociDocument } from "./bundle.ts";
import { type ForeseenCase, makeForeseenCase, type State, statesWhatIsForeseen, withBoth } from "./foreseen-cases.ts";
import { kernelLog } from "./host-node.ts";
import { runWithRunc } from "./runtimes.ts";
import { useScratch } from "./scratch.ts";

const scratch = useScratch();

type DeviceCase = Omit<ForeseenCase, "script"> & Partial<Pick<ForeseenCase, "script">>;

/** Opening it for writing asks for nothing but the rule and the mode. */
const log = { path: "/dev/kmsg" };
const logNode = { type: "c", ...kernelLog };
const bound = { mounts: [{ hostPath: "/dev/kmsg", containerPath: "/dev/kmsg", options: ["bind"] }] };
const good: State = { edits: { deviceNodes: [log] } };
const withRules =
  (...rules: readonly object[]) =>
  (document: ReturnType<typeof ociDocument>): void => {
    document.linux.resources.devices.push(...rules);
  };
const ofUser = (document: ReturnType<typeof ociDocument>): void => {
  document.process.user = { uid: 1000, gid: 1000 };
};
const owned = { ...log, uid: 0, gid: 0, fileMode: 0o640 };
const denied = /\/dev\/kmsg: Operation not permitted/;
const cases: readonly DeviceCase[] = [
  {
    name: "a node that is mounted, which no rule allows; it is then a device node",
    ...withBoth("cgroup-denies", denied),
    broken: { edits: bound },
    repaired: good,
  },
  {
    name: "a node that is mounted, which no rule allows; then one does",
    ...withBoth("cgroup-denies", denied),
    broken: { edits: bound },
    repaired: { edits: bound, document: withRules({ allow: true, ...logNode, access: "rw" }) },
  },
  {
    name: "a hole in what is denied, which is no longer",
    runc: { code: "cgroup-rule-invalid", says: /cannot punch hole in existing wildcard rule/ },
    crun: { code: "cgroup-denies", says: /Operation not permitted/ },
    broken: {
      ...good,
      document: withRules(
        { allow: true, access: "rwm" },
        { allow: false, type: "c", major: kernelLog.major, access: "rwm" },
      ),
    },
    repaired: { ...good, document: withRules({ allow: true, access: "rwm" }) },
  },
  {
    name: "a rule of a type that there is not, which is then c",
    ...withBoth("cgroup-rule-invalid", /invalid cgroup device type/, /Invalid argument/),
    broken: { ...good, document: withRules({ allow: true, type: "u", major: 10, minor: 1, access: "rw" }) },
    repaired: { ...good, document: withRules({ allow: true, type: "c", major: 10, minor: 1, access: "rw" }) },
  },
  {
    name: "a rule with a negative number, which is left out",
    ...withBoth("cgroup-rule-invalid", /invalid argument/, /Invalid argument/),
    broken: { ...good, document: withRules({ allow: true, type: "c", major: 10, minor: -3, access: "rw" }) },
    repaired: { ...good, document: withRules({ allow: true, type: "c", major: 10, access: "rw" }) },
  },
  {
    name: "a node without permissions, which gets some",
    ...withBoth("cgroup-rule-invalid", /field cannot be empty/, /Invalid argument/),
    broken: { edits: { deviceNodes: [{ ...log, permissions: "none" }] } },
    repaired: { edits: { deviceNodes: [{ ...log, permissions: "rw" }] } },
  },
  {
    name: "a node that a user has no right to, which is then of a group of its own",
    ...withBoth("node-access-denied", /\/dev\/kmsg: Permission denied/),
    broken: { edits: { deviceNodes: [owned] }, document: ofUser },
    repaired: {
      edits: { deviceNodes: [{ ...owned, gid: 4444, fileMode: 0o660 }], additionalGids: [4444] },
      document: ofUser,
    },
  },
  {
    name: "a node of another number, which is then taken from the host",
    ...withBoth("host-node-mismatch", /\/dev\/kmsg: No such device or address/),
    broken: { edits: { deviceNodes: [{ ...log, type: "c", major: 240, minor: 77 }] } },
    repaired: good,
  },
  {
    name: "a node under a masked path, which is no longer masked",
    script: "stat -c %t:%T /dev/kmsg | grep 1:b",
    ...withBoth("node-hidden", /exit status 1/),
    broken: {
      ...good,
      document: (document) => {
        document.linux.maskedPaths = ["/dev/kmsg"];
      },
    },
    repaired: good,
  },
  {
    name: "a node under a mount at its path, which is taken out",
    script: "stat -c %t:%T /dev/kmsg | grep 1:b",
    ...withBoth("node-hidden", /exit status 1/),
    broken: {
      ...good,
      document: (document) => {
        document.mounts.push({ destination: "/dev/kmsg", type: "bind", source: "/dev/zero", options: ["bind"] });
      },
    },
    repaired: good,
  },
  {
    name: "nodes on a mount that is nodev, which it then is not",
    ...withBoth("node-nodev", /permission denied/i),
    broken: {
      ...good,
      document: (document) => {
        document.mounts
          .find(({ destination }: { destination: string }) => destination === "/dev")
          .options.push("nodev");
      },
    },
    repaired: good,
  },
];

statesWhatIsForeseen(
  scratch,
  cases.map((each) => ({ script: ": > /dev/kmsg", ...each })),
);

describe("a node that a user namespace takes from another path", () => {
  const inNamespace = (document: ReturnType<typeof ociDocument>): void => {
    document.linux.namespaces.push({ type: "user" });
    const mapping = [{ containerID: 0, hostID: 0, size: 65_536 }];
    Object.assign(document.linux, { uidMappings: mapping, gidMappings: mapping });
  };

  it("is foreseen for runc, which fails on it until it is mounted", () => {
    const { set, doctor, start } = makeForeseenCase(scratch, ": > /dev/e2e-log");
    const path = "/dev/e2e-log";
    set({ edits: { deviceNodes: [{ path, hostPath: "/dev/kmsg" }] }, document: inNamespace });
    expect(doctor("runc")).toMatchObject({ status: 1, codes: ["node-source-lost"] });
    expect(() => start(runWithRunc)).toThrow(/\/dev\/e2e-log.*no such file or directory/);
    set({
      edits: {
        mounts: [{ hostPath: "/dev/kmsg", containerPath: path, options: ["bind", "nosuid", "noexec"] }],
      },
      document: (document) => {
        inNamespace(document);
        withRules({ allow: true, ...logNode, access: "rw" })(document);
      },
    });
    expect(doctor("runc")).toMatchObject({ status: 0, codes: [] });
    start(runWithRunc);
  });
});

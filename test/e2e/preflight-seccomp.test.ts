import { rmSync } from "node:fs";
import { afterAll, beforeAll } from "vitest";
import type { ContainerEdits } from "../../src/cdi/spec.ts";
import type { ociDocument } from "./bundle.ts";
import { runWell } from "./command.ts";
import { type ForeseenCase, statesWhatIsForeseen, withBoth } from "./foreseen-cases.ts";
import { useScratch } from "./scratch.ts";

const scratch = useScratch();

/** A terminal that every machine has, under the name of an adapter, whose users ask the same of it. */
const path = "/dev/ttyUSB4711";
const terminal: ContainerEdits = { deviceNodes: [{ path }] };
beforeAll(() => {
  rmSync(path, { force: true });
  runWell("mknod", [path, "c", "5", "2"]);
});
afterAll(() => {
  rmSync(path, { force: true });
});

const kernelLog: ContainerEdits = { deviceNodes: [{ path: "/dev/kmsg" }] };

const settings = `/bin/busybox stty -F ${path}`;
const run = "exit 0";

const filteredBy =
  (seccomp: object) =>
  (document: ReturnType<typeof ociDocument>): void => {
    document.linux.seccomp = seccomp;
  };
const denying = (names: readonly string[], more: object = {}) =>
  filteredBy({ defaultAction: "SCMP_ACT_ALLOW", syscalls: [{ names, action: "SCMP_ACT_ERRNO", ...more }] });
const allow = { defaultAction: "SCMP_ACT_ALLOW" };
const rebootFails = (errnoRet: number) => {
  return { names: ["reboot"], action: "SCMP_ACT_ERRNO", errnoRet, args: [{ index: 0, value: 1, op: "SCMP_CMP_EQ" }] };
};
const capableOf =
  (sets: object) =>
  (document: ReturnType<typeof ociDocument>): void => {
    document.process.capabilities = { bounding: ["CAP_MKNOD"], ...sets };
  };
const limitedBy =
  (...rlimits: readonly object[]) =>
  (document: ReturnType<typeof ociDocument>): void => {
    document.process.rlimits = rlimits;
  };

const terminalRequests = { index: 1, op: "SCMP_CMP_MASKED_EQ", value: 0xff00, valueTwo: 0x5400 };

const cases: readonly ForeseenCase[] = [
  {
    name: "a filter that denies ioctl, which it then allows",
    script: settings,
    ...withBoth("seccomp-denies", /Operation not permitted/),
    broken: { edits: terminal, document: denying(["ioctl"]) },
    repaired: { edits: terminal, document: denying(["reboot"]) },
  },
  {
    name: "a filter that denies the requests of terminals alone, and then those of sockets",
    script: settings,
    ...withBoth("seccomp-denies", /Function not implemented/),
    broken: { edits: terminal, document: denying(["ioctl"], { errnoRet: 38, args: [terminalRequests] }) },
    repaired: {
      edits: terminal,
      document: denying(["ioctl"], { errnoRet: 38, args: [{ ...terminalRequests, valueTwo: 0x8900 }] }),
    },
  },
  {
    name: "an action that there is not",
    script: run,
    ...withBoth("seccomp-invalid", /SCMP_ACT_FROB is not a valid action/, /invalid seccomp action/),
    broken: { edits: kernelLog, document: filteredBy({ defaultAction: "SCMP_ACT_FROB" }) },
    repaired: { edits: kernelLog, document: filteredBy({ defaultAction: "SCMP_ACT_ALLOW" }) },
  },
  {
    name: "an operator that there is not",
    script: run,
    ...withBoth("seccomp-invalid", /not a valid operator/, /get_seccomp_operator/),
    broken: { edits: kernelLog, document: denying(["reboot"], { args: [{ index: 0, value: 1, op: "==" }] }) },
    repaired: {
      edits: kernelLog,
      document: denying(["reboot"], { args: [{ index: 0, value: 1, op: "SCMP_CMP_EQ" }] }),
    },
  },
  {
    name: "an error number with an action that makes no error",
    script: run,
    crun: { code: "seccomp-invalid", says: /errno value specified for action/ },
    broken: { edits: kernelLog, document: denying(["reboot"], { action: "SCMP_ACT_KILL", errnoRet: 5 }) },
    repaired: { edits: kernelLog, document: denying(["reboot"], { action: "SCMP_ACT_KILL" }) },
  },
  {
    name: "an empty name of a system call",
    script: run,
    runc: { code: "seccomp-invalid", says: /empty string is not a valid syscall/ },
    broken: { edits: kernelLog, document: denying(["reboot", ""]) },
    repaired: { edits: kernelLog, document: denying(["reboot"]) },
  },
  {
    name: "two outcomes of one condition",
    script: run,
    ...withBoth("seccomp-invalid", /file exists/, /File exists/),
    broken: { edits: kernelLog, document: filteredBy({ ...allow, syscalls: [rebootFails(5), rebootFails(38)] }) },
    repaired: { edits: kernelLog, document: filteredBy({ ...allow, syscalls: [rebootFails(5)] }) },
  },
  {
    name: "architectures that put bytes in another order",
    script: run,
    ...withBoth("seccomp-invalid", /numerical argument out of domain/, /Numerical argument out of domain/),
    broken: {
      edits: kernelLog,
      document: filteredBy({ ...allow, architectures: ["SCMP_ARCH_S390X", "SCMP_ARCH_AARCH64"] }),
    },
    repaired: { edits: kernelLog, document: filteredBy({ ...allow, architectures: ["SCMP_ARCH_AARCH64"] }) },
  },
  {
    name: "an agent that does not listen, which is no longer asked",
    script: run,
    ...withBoth("seccomp-invalid", /no such file or directory/, /No such file or directory/),
    broken: {
      edits: kernelLog,
      document: filteredBy({
        ...allow,
        listenerPath: "/run/cdictl-e2e/agent.sock",
        syscalls: [{ names: ["reboot"], action: "SCMP_ACT_NOTIFY" }],
      }),
    },
    repaired: { edits: kernelLog, document: denying(["reboot"]) },
  },
  {
    name: "a capability that is effective and not permitted, which then is permitted",
    script: run,
    ...withBoth("capabilities-refused", /operation not permitted/, /Operation not permitted/),
    broken: { edits: kernelLog, document: capableOf({ effective: ["CAP_MKNOD"] }) },
    repaired: { edits: kernelLog, document: capableOf({ effective: ["CAP_MKNOD"], permitted: ["CAP_MKNOD"] }) },
  },
  {
    name: "a limit that there is not",
    script: run,
    ...withBoth("rlimit-invalid", /wrong rlimit value/, /invalid rlimit/),
    broken: { edits: kernelLog, document: limitedBy({ type: "RLIMIT_NOPE", hard: 1, soft: 1 }) },
    repaired: { edits: kernelLog, document: limitedBy({ type: "RLIMIT_NOFILE", hard: 64, soft: 64 }) },
  },
  {
    name: "a limit whose soft value is above the hard one",
    script: run,
    ...withBoth("rlimit-refused", /invalid argument/, /Invalid argument/),
    broken: { edits: kernelLog, document: limitedBy({ type: "RLIMIT_NOFILE", hard: 64, soft: 128 }) },
    repaired: { edits: kernelLog, document: limitedBy({ type: "RLIMIT_NOFILE", hard: 128, soft: 128 }) },
  },
];

statesWhatIsForeseen(scratch, cases);

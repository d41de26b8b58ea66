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

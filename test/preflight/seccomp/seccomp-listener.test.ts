import { describe, expect, it } from "vitest";
import { seccompListener } from "../../../src/preflight/seccomp/seccomp-listener.ts";
import type { FakeHostParts } from "../../host/fake-host.ts";
import { saysOf } from "../says-of.ts";

interface Given {
  readonly action?: string;
  readonly listenerPath?: unknown;
  readonly runtime?: string;
  readonly host?: FakeHostParts;
}

function says({ action = "SCMP_ACT_NOTIFY", listenerPath = "/run/agent.sock", runtime, host = {} }: Given) {
  const seccomp = { defaultAction: "SCMP_ACT_ALLOW", listenerPath, syscalls: [{ names: ["mount"], action }] };
  return saysOf(seccompListener, { oci: { linux: { seccomp } }, host, ...(runtime !== undefined && { runtime }) });
}

const absent =
  'error seccomp-invalid: The container cannot start: nobody listens at /run/agent.sock, which linux.seccomp.listenerPath names, so the runtime fails with "connect: no such file or directory" -> Start the seccomp agent that listens at /run/agent.sock, or take listenerPath out of linux.seccomp';

describe("the program that a filter asks", () => {
  it("has to be there", () => {
    expect(says({})).toEqual([absent]);
    expect(says({ host: { files: { "/run/agent.sock": "" } } })).toEqual([]);
  });

  it("has to be there for crun where no rule asks it too", () => {
    const unasked = { action: "SCMP_ACT_ERRNO" };
    expect(says({ ...unasked, runtime: "crun" })).toEqual([absent]);
    expect(says({ ...unasked, runtime: "runc" })).toEqual([]);
    expect(says(unasked)).toEqual([
      'warning seccomp-doubtful: Not every runtime can use linux.seccomp: nobody listens at /run/agent.sock, which linux.seccomp.listenerPath names: crun fails with "connect: no such file or directory" -> Start the seccomp agent that listens at /run/agent.sock, or take listenerPath out of linux.seccomp',
    ]);
  });

  it("is not known where nobody may look", () => {
    expect(says({ host: { nodes: { "/run/agent.sock": "unseen" } } })).toEqual([
      "info unknown: Cannot tell whether a seccomp agent listens at /run/agent.sock: permission denied -> Run as root",
    ]);
  });

  it("is no matter where none is named", () => {
    expect(says({ listenerPath: "" })).toEqual([]);
    expect(says({ listenerPath: 7 })).toEqual([]);
    expect(saysOf(seccompListener, { oci: {} })).toEqual([]);
    expect(saysOf(seccompListener, { oci: false })).toEqual([]);
  });
});

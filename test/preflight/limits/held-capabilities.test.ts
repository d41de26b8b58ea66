import { describe, expect, it } from "vitest";
import { readContainer } from "../../../src/oci/container.ts";
import { heldCapabilities } from "../../../src/preflight/limits/held-capabilities.ts";

function held(process: object): readonly string[] {
  return [...heldCapabilities(readContainer({ process }).process)];
}

const ipcLock = ["CAP_IPC_LOCK"];

// What runc 1.1 and crun 1.8 really start programs with.
describe("the capabilities of a started program", () => {
  it("are those of root's bounding set, whatever the others say", () => {
    expect(held({ capabilities: { bounding: ipcLock } })).toEqual(ipcLock);
    expect(held({ capabilities: { permitted: ipcLock, effective: ipcLock } })).toEqual([]);
  });

  it("are only those of root's permitted set too where there are no new privileges", () => {
    const noNewPrivileges = true;
    expect(held({ noNewPrivileges, capabilities: { bounding: ipcLock, permitted: ipcLock } })).toEqual(ipcLock);
    expect(held({ noNewPrivileges, capabilities: { bounding: ipcLock } })).toEqual([]);
  });

  it("are for others those that are ambient, inheritable and permitted alike", () => {
    const user = { uid: 1000 };
    const all = { bounding: ipcLock, effective: ipcLock, permitted: ipcLock };
    expect(held({ user, capabilities: all })).toEqual([]);
    expect(held({ user, capabilities: { ...all, ambient: ipcLock } })).toEqual([]);
    expect(held({ user, capabilities: { ...all, ambient: ipcLock, inheritable: ipcLock } })).toEqual(ipcLock);
  });

  it("are none where the OCI spec lists none", () => {
    expect(held({})).toEqual([]);
    expect(held({ capabilities: {} })).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { selinuxOn } from "../../../src/preflight/selinux/selinux-state.ts";
import { fakeHost } from "../../host/fake-host.ts";
import { hostWithoutPolicy, hostWithoutSelinux, selinuxHost } from "./selinux-on.ts";

const offered = { "/proc/filesystems": "nodev\tsysfs\nnodev\tselinuxfs\n\text4\n" };
const mounted = "22 1 0:20 / / rw - ext4 /dev/sda rw\n";

describe("the state of SELinux", () => {
  it.each([
    ["enforcing", selinuxHost()],
    ["permissive", selinuxHost({}, "0\n")],
    ["unseen", selinuxHost({}, "")],
    ["unseen", selinuxHost({}, "yes")],
    ["without policy", hostWithoutPolicy],
    ["off", hostWithoutSelinux],
    ["off", { files: { ...offered, "/proc/1/mountinfo": mounted } }],
    ["unseen", { files: offered }],
    ["unseen", { files: { "/proc/1/mountinfo": mounted } }],
    ["unseen", { files: { ...offered, "/proc/1/mountinfo": mounted, "/proc/1/attr/current": "u:r:t:s0\0" } }],
    ["off", { files: { ...offered, "/proc/1/mountinfo": mounted, "/proc/1/attr/current": "unconfined\n" } }],
    [
      "unseen",
      { files: { ...offered, "/proc/1/mountinfo": `${mounted}30 22 0:25 / /se rw - selinuxfs selinuxfs rw\n` } },
    ],
    ["unseen", {}],
  ])("is %s", (state, parts) => {
    expect(selinuxOn(fakeHost(parts).host).state).toBe(state);
  });

  it("comes with the booleans of the policy, as far as they can be read", () => {
    const { boolean } = selinuxOn(fakeHost(selinuxHost({ on: "1 0", off: "0 1\n", odd: "maybe", empty: "" })).host);
    expect(["on", "off", "odd", "empty", "none", "../enforce/x"].map(boolean)).toEqual([
      true,
      false,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("comes with whether labels have levels", () => {
    expect(selinuxOn(fakeHost(selinuxHost()).host).hasLevels).toBe(true);
    expect(selinuxOn(fakeHost(hostWithoutSelinux).host).hasLevels).toBeUndefined();
  });
});

import { describe, expect, it } from "vitest";
import { hookEnvironments, loaderNames } from "../../../src/preflight/hooks/hook-environments.ts";
import { hookOwners } from "../../../src/preflight/hooks/hook-owners.ts";
import { hookTimeouts } from "../../../src/preflight/hooks/hook-timeouts.ts";
import { program, saysOfHook } from "./hooked.ts";

describe("the timeout of a hook", () => {
  const own = (timeout: unknown, stage = "createRuntime") => ({
    oci: { hooks: { [stage]: [{ path: program, timeout }] } },
  });

  it("is no matter where there is none, or some time", () => {
    expect(saysOfHook(hookTimeouts, { hook: {} })).toEqual([]);
    expect(saysOfHook(hookTimeouts, own(5))).toEqual([]);
    expect(saysOfHook(hookTimeouts, own("soon"))).toEqual([]);
  });

  it("of nothing ends it at once with runc, and never with crun", () => {
    expect(saysOfHook(hookTimeouts, own(0))).toEqual([
      "error hook-fails: The container cannot start: its createRuntime hook /opt/hook has a timeout of 0 seconds, so it is ended at once -> Take the timeout out of the OCI spec, or make it more than 0",
    ]);
    expect(saysOfHook(hookTimeouts, { ...own(0), runtime: "crun@1.8" })).toEqual([]);
  });

  it("of less than nothing ends it at once with both", () => {
    expect(saysOfHook(hookTimeouts, own(-1)).join()).toContain("timeout of -1 seconds");
    expect(saysOfHook(hookTimeouts, { ...own(-1), runtime: "crun@1.8" }).join()).toContain("timeout of -1 seconds");
  });

  it("of nothing comes from a spec as well", () => {
    expect(saysOfHook(hookTimeouts, { hook: { timeout: 0 } }).join()).toMatch(/^error hook-fails/);
    expect(saysOfHook(hookTimeouts, { hook: { timeout: 0 }, oci: false }).join()).toMatch(/^error hook-fails/);
  });

  it("of a hook after the end keeps no container from starting", () => {
    expect(saysOfHook(hookTimeouts, own(-1, "poststop"))).toEqual([
      "warning hook-may-fail: The container starts without its poststop hook: /opt/hook has a timeout of -1 seconds, so it is ended at once -> Take the timeout out of the OCI spec, or make it more than 0",
    ]);
  });
});

describe("the environment of a hook", () => {
  it("is its own", () => {
    expect(saysOfHook(hookEnvironments, { hook: { env: ["PATH=/usr/bin"] } })).toEqual([]);
  });

  it.each([[undefined], [[]]])("is the runtime's where it has none: %j", (env) => {
    expect(saysOfHook(hookEnvironments, { hook: env ? { env } : { env: [] } })).toEqual([
      "warning hook-without-env: The createRuntime hook /opt/hook has no env, so it gets all of the runtime's environment, with an LD_PRELOAD that may be in it -> Give it an env, such as PATH=/usr/bin, in /etc/cdi/device.yaml",
    ]);
  });

  it.each([
    ["createContainer", "nothing but the container's PATH from runc"],
    ["startContainer", "the environment of the container's program from runc"],
  ])("is less with runc as %s, and all of crun's own", (hookName, less) => {
    const hook = { hookName, env: [] };
    expect(saysOfHook(hookEnvironments, { hook }).join()).toContain(`has no env, so it gets ${less}`);
    const crun = saysOfHook(hookEnvironments, { hook, runtime: "crun@1.8" });
    expect(crun.join()).toContain("so it gets all of the runtime's environment");
  });

  it("has no other code loaded into it", () => {
    expect(saysOfHook(hookEnvironments, { hook: { env: ["A=1", "LD_PRELOAD=/x.so", "LD_PRELOAD=/y.so"] } })).toEqual([
      "warning hook-ld-preload: The createRuntime hook /opt/hook has LD_PRELOAD in its env: whatever that names is run by the runtime's user, on the host for most hooks -> Take LD_PRELOAD out of its env in /etc/cdi/device.yaml",
    ]);
    expect(saysOfHook(hookEnvironments, { hook: { env: ["LD_LIBRARY_PATH=/x"] } }).join()).toContain("LD_LIBRARY_PATH");
    expect(saysOfHook(hookEnvironments, { hook: { env: ["OLD_PRELOAD=/x"] } })).toEqual([]);
  });

  it("would be that of a runtime started from here, by the environment of this process", () => {
    expect(loaderNames(["A=1", "LD_AUDIT=/a", "LD_PRELOAD=/b", "LD_PRELOAD=", "LD_BIND_NOW=1"])).toEqual([
      "LD_AUDIT",
      "LD_PRELOAD",
    ]);
  });

  it("is the container's own matter for its own hooks, but for what is loaded", () => {
    const hooks = (env?: readonly string[]) => ({ oci: { hooks: { prestart: [{ path: program, env }] } } });
    expect(saysOfHook(hookEnvironments, hooks())).toEqual([]);
    expect(saysOfHook(hookEnvironments, hooks(["LD_PRELOAD=/x.so"])).join()).toContain("in the OCI spec");
  });
});

describe("what a hook runs", () => {
  it("is its owner's to change", () => {
    expect(saysOfHook(hookOwners, { hook: {} })).toEqual([]);
    expect(saysOfHook(hookOwners, { hook: {}, modes: { [program]: 0o775 } })).toEqual([]);
  });

  it("is everyone's where everyone can write it", () => {
    expect(saysOfHook(hookOwners, { hook: {}, modes: { [program]: 0o757 } })).toEqual([
      "warning hook-writable: Everyone can change what the createRuntime hook /opt/hook runs as the runtime's user -> Run chmod o-w /opt/hook",
    ]);
  });

  it("is everyone's where everyone can put something else in its place", () => {
    expect(saysOfHook(hookOwners, { hook: {}, modes: { "/opt": 0o777 } })).toEqual([
      "warning hook-writable: Everyone can change what the createRuntime hook /opt/hook runs as the runtime's user, through /opt -> Run chmod o-w /opt",
    ]);
    expect(saysOfHook(hookOwners, { hook: {}, modes: { "/opt": 0o1777 } })).toEqual([]);
  });

  it("is of whoever can turn a link round on the way to it", () => {
    const host = { files: { "/srv/real": "" }, links: { [program]: "/open/link", "/open/link": "/srv/real" } };
    expect(saysOfHook(hookOwners, { hook: {}, host, modes: { "/open": 0o777 } })).toEqual([
      "warning hook-writable: Everyone can change what the createRuntime hook /opt/hook runs as the runtime's user, through /open -> Run chmod o-w /open",
    ]);
  });

  it("is asked of what a link leads to", () => {
    const host = { files: { "/srv/real": "" }, links: { [program]: "/srv/real" } };
    expect(saysOfHook(hookOwners, { hook: {}, host, modes: { "/srv/real": 0o777 } }).join()).toContain(
      "Run chmod o-w /srv/real",
    );
  });
});

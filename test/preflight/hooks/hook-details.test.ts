import { describe, expect, it } from "vitest";
import { hookArguments } from "../../../src/preflight/hooks/hook-arguments.ts";
import { hookPrivileges } from "../../../src/preflight/hooks/hook-privileges.ts";
import { searchedInterpreters } from "../../../src/preflight/hooks/searched-interpreters.ts";
import { program, saysOfHook } from "./hooked.ts";

describe("the arguments of a hook", () => {
  it("start with the name of the program", () => {
    expect(saysOfHook(hookArguments, { hook: {} })).toEqual([]);
    expect(saysOfHook(hookArguments, { hook: { args: ["hook", "--device", "x"] } })).toEqual([]);
    expect(saysOfHook(hookArguments, { hook: { args: ["--device", "x"] } })).toEqual([
      "warning hook-may-fail: The createRuntime hook /opt/hook does not get --device: what comes first in args is the name of the program -> Put the name of the program before it in the args in /etc/cdi/device.yaml",
    ]);
  });
});

describe("a hook with the set-user-ID bit", () => {
  const of = (mode: number, noNewPrivileges: boolean, hookName = "startContainer") => {
    const root = { path: "/run/rootfs" };
    return saysOfHook(hookPrivileges, {
      hook: { hookName },
      host: { files: { [`/run/rootfs${program}`]: "\u007fELF", [program]: "\u007fELF" } },
      modes: { [`/run/rootfs${program}`]: mode, [program]: mode },
      oci: { root, process: { noNewPrivileges } },
    });
  };

  it("gains nothing by it in a container that gives no new privileges", () => {
    expect(of(0o4755, true)).toEqual([
      "warning hook-may-fail: The startContainer hook /opt/hook runs with no more rights than the container's program, for all its set-user-ID bit: the OCI spec has noNewPrivileges -> Make it a createContainer hook in /etc/cdi/device.yaml, which the runtime runs as root on the files of the host",
    ]);
    expect(of(0o2755, true).join()).toContain("set-group-ID bit");
  });

  it("is no matter without the bit, where they are given, and where the runtime runs it", () => {
    expect(of(0o755, true)).toEqual([]);
    expect(of(0o2745, true)).toEqual([]);
    expect(of(0o4755, false)).toEqual([]);
    expect(of(0o4755, true, "createContainer")).toEqual([]);
  });
});

describe("a script whose interpreter is looked for", () => {
  const of = (env: readonly string[], line = "#!/usr/bin/env tool -x", files: Readonly<Record<string, string>> = {}) =>
    saysOfHook(searchedInterpreters, {
      hook: { env: [...env] },
      host: { files: { [program]: `${line}\n`, "/opt/tools/tool": "\u007fELF", ...files } },
      modes: { "/opt/tools/tool": 0o755 },
    });

  it("has to have it in the PATH of its own", () => {
    expect(of(["PATH=/usr/bin:/opt/tools"])).toEqual([]);
    expect(of(["PATH=/usr/bin:/bin"])).toEqual([
      "warning hook-may-fail: The createRuntime hook /opt/hook may not run: its first line has env look for tool, which is not in /usr/bin:/bin -> Put the directory of tool into a PATH in its env in /etc/cdi/device.yaml, or install it",
    ]);
    expect(of(["PATH=/usr/bin"], "#!/usr/bin/env -S tool -x")).toHaveLength(1);
  });

  it("is looked for in few places without a PATH, and in unknown ones where the environment is the runtime's", () => {
    expect(of(["A=1"]).join()).toContain("which is not in /bin:/usr/bin, where programs are looked for without a PATH");
    expect(of([])).toEqual([]);
  });

  it("is no matter where the line names a path, options or a directory that is not known", () => {
    expect(of(["A=1"], "#!/bin/sh")).toEqual([]);
    expect(of(["A=1"], "#!/usr/bin/env -i sh")).toEqual([]);
    expect(of(["PATH=tools"])).toEqual([]);
    expect(of(["A=1"], "echo")).toEqual([]);
  });

  it("is looked for in no more directories than a PATH has in earnest", () => {
    expect(of([`PATH=${"/a:".repeat(100_000)}/opt/tools`])).toHaveLength(1);
  });
});

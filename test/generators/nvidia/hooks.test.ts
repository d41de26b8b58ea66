import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { FakeHost } from "../../host/fake-host.ts";
import { writePrograms } from "./fake-driver.ts";
import { generate } from "./generate.ts";
import { hooksIn, mountsIn } from "./said.ts";
import { simpleFolder, simpleHost } from "./simple-host.ts";

const names = ["create-symlinks", "enable-cuda-compat", "update-ldcache", "disable-device-node-modification"];

function withHooks(): FakeHost {
  const host = simpleHost();
  writePrograms(host.root, ["/usr/bin/nvidia-cdi-hook"]);
  return host;
}

const linked = `--link libcuda.so.1::${simpleFolder}/libcuda.so --link libcuda.so.570.133.20::${simpleFolder}/libcuda.so.1 --link libnvidia-ml.so.570.133.20::${simpleFolder}/libnvidia-ml.so.1`;
const all = [
  `create-symlinks ${linked}`,
  "enable-cuda-compat --host-driver-version=570.133.20",
  `update-ldcache --folder ${simpleFolder}`,
  "disable-device-node-modification",
];

describe("hooks", () => {
  it("are those of the toolkit where it is installed", () => {
    const generated = generate(withHooks());
    expect(hooksIn(generated)).toEqual(all);
    expect(mountsIn(generated)).not.toContain(`${simpleFolder}/libcuda.so.1`);
  });

  it("have an environment of their own and an absolute path", () => {
    for (const hook of generate(withHooks()).spec?.containerEdits?.hooks ?? []) {
      expect(hook).toMatchObject({ hookName: "createContainer", path: "/usr/bin/nvidia-cdi-hook" });
      expect(hook.env).toEqual(["NVIDIA_CTK_DEBUG=false"]);
    }
  });

  it("are none on request, or where the toolkit is not installed; libraries have their names without them", () => {
    for (const generated of [generate(withHooks(), { hooks: "none" }), generate(simpleHost())]) {
      expect(hooksIn(generated)).toEqual([]);
      expect(mountsIn(generated)).toContain(`${simpleFolder}/libcuda.so.1`);
    }
  });

  it.each([
    [{ "disable-hook": ["update-ldcache", "enable-cuda-compat"] }, [all[0], all[3]]],
    [{ "disable-hook": ["all"] }, []],
    [{ "disable-hook": ["all"], "enable-hook": ["update-ldcache"] }, [all[2]]],
    [
      { "ldconfig-path": ["/sbin/ldconfig"] },
      [all[0], all[1], `update-ldcache --ldconfig-path /sbin/ldconfig --folder ${simpleFolder}`, all[3]],
    ],
  ])("follow %j", (values, hooks) => {
    expect(hooksIn(generate(withHooks(), { values }))).toEqual(hooks);
  });

  it.each([
    ["of today", ["update-application-profile", ...names], [...all, "update-application-profile"]],
    ["of before", ["create-symlinks", "update-ldcache"], [all[0], all[2]]],
    ["that does not say", ["x"], all],
  ])("are those that a program %s knows", (_, known, hooks) => {
    const host = withHooks();
    const path = join(host.root, "/usr/bin/nvidia-cdi-hook");
    writeFileSync(
      path,
      Buffer.concat([Buffer.alloc(1024 * 1024 - 5), Buffer.from(known.join("\0")), Buffer.alloc(99)]),
    );
    expect(hooksIn(generate(host))).toEqual(hooks);
  });

  it("run the program that is asked for", () => {
    const values = { "nvidia-cdi-hook-path": ["/opt/bin/nvidia-ctk"] };
    const hook = generate(simpleHost(), { values }).spec?.containerEdits?.hooks?.[1];
    expect(hook).toMatchObject({
      path: "/opt/bin/nvidia-ctk",
      args: ["nvidia-ctk", "hook", "enable-cuda-compat", expect.any(String)],
    });
  });
});

import { describe, expect, it } from "vitest";
import { apparmorProfile } from "../../../src/preflight/apparmor/apparmor-profile.ts";
import { parseLoadedProfiles } from "../../../src/preflight/apparmor/kernel-profiles.ts";
import { type ContainerCase, saysOf } from "../says-of.ts";
import { confinedHost, ociWith } from "./confined-host.ts";

const says = (given: ContainerCase) => saysOf(apparmorProfile, given);

describe("the AppArmor profile of a container", () => {
  it.each([["mine"], ["mine//&/usr/bin/other thing"], ["unconfined"], ["&mine"], [":ns:theirs"]])(
    "is no matter where it is loaded: %s",
    (name) => {
      const host = confinedHost(["mine (enforce)", "/usr/bin/other thing (complain)"]);
      expect(says({ host, oci: ociWith(name) })).toEqual([]);
    },
  );

  it("is no matter where none is named, or there is no container", () => {
    const host = { directories: ["/sys/module"] };
    expect(says({ host })).toEqual([]);
    expect(says({ host, oci: ociWith("") })).toEqual([]);
    expect(says({ host, oci: false })).toEqual([]);
  });

  it.each(["mine", "unconfined"])("cannot be given while AppArmor is off: %s", (name) => {
    const expected = [
      `error apparmor-off: The container cannot start with the AppArmor profile ${name}: AppArmor is off on the host, so runc fails with "unable to apply apparmor profile: invalid argument" -> Boot the host with apparmor=1 security=apparmor, or take apparmorProfile out of process in the OCI spec`,
    ];
    expect(says({ host: { directories: ["/sys/module"] }, oci: ociWith(name) })).toEqual(expected);
    const disabled = { files: { "/sys/module/apparmor/parameters/enabled": "N\n" } };
    expect(says({ host: disabled, oci: ociWith(name) })).toEqual(expected);
  });

  it("is a doubt while AppArmor is off in the hands of crun", () => {
    const host = { directories: ["/sys/module"] };
    expect(says({ host, oci: ociWith("mine"), runtime: "crun" })).toEqual([
      'warning apparmor-doubtful: The container may not start with the AppArmor profile mine, or start without it: AppArmor is off on the host, so some versions of crun fail with "AppArmor is not initialized correctly", and others go on -> Boot the host with apparmor=1 security=apparmor, or take apparmorProfile out of process in the OCI spec',
    ]);
  });

  it("has to be loaded", () => {
    expect(says({ host: confinedHost(["other (enforce)"]), oci: ociWith("mine") })).toEqual([
      'error apparmor-not-loaded: The container cannot start with the AppArmor profile mine: it is not loaded, so runtimes fail with "no such file or directory" on writing to attr/apparmor/exec -> Load it with apparmor_parser -r, or take apparmorProfile out of process in the OCI spec',
    ]);
  });

  it("is loaded from the file that has it, where one has", () => {
    const host = confinedHost([], { "my profiles": "profile mine { file, }" });
    expect(says({ host, oci: ociWith("mine") })[0]).toContain(
      "-> Run apparmor_parser -r '/etc/apparmor.d/my profiles', or take",
    );
  });

  it("is told of once where several that are stacked are missing", () => {
    const host = confinedHost(["b (enforce)"]);
    const [found = "", ...more] = says({ host, oci: ociWith("a//&b//&c//&d") });
    expect(more).toEqual([]);
    expect(found).toContain("profile a: that one and 2 more of those it is stacked with are not loaded, so");
  });

  it.each([
    ["docker-default", "docker"],
    ["nerdctl-default", "nerdctl"],
    ["cri-containerd.apparmor.d", "containerd"],
    ["crio-default", "cri-o"],
    ["containers-default-0.57.4", "podman"],
    ["containers-default-0.57.4", "buildah"],
  ])("is loaded by the engine that brings it along: %s by %s", (name, runtime) => {
    const host = confinedHost([]);
    expect(says({ host, oci: ociWith(name), runtime })).toEqual([]);
    expect(says({ host, oci: ociWith(name) })[0]).toMatch(/^warning apparmor-doubtful: /);
    expect(says({ host, oci: ociWith(name), runtime: "runc" })[0]).toMatch(/^error apparmor-not-loaded: /);
  });

  it("of an engine is a doubt where it is not known who starts the container", () => {
    expect(says({ host: confinedHost([]), oci: ociWith("containers-default-0.57.4") })).toEqual([
      'warning apparmor-doubtful: The container may not start with the AppArmor profile containers-default-0.57.4: it is not loaded, which podman and buildah would do; without, runtimes fail with "no such file or directory" on writing to attr/apparmor/exec -> Start it by podman or buildah, or take apparmorProfile out of process in the OCI spec',
    ]);
  });

  it("is unknown where the kernel's list cannot be read", () => {
    expect(says({ host: confinedHost(undefined), oci: ociWith("mine") })).toEqual([
      "info unknown: Cannot tell whether the AppArmor profile mine is loaded: /sys/kernel/security/apparmor/profiles cannot be read -> Run as root where the host's /sys and securityfs are mounted",
    ]);
  });

  it.each([[{}], [{ directories: ["/sys/module/apparmor"] }]])(
    "is unknown where nothing says whether AppArmor is on",
    (host) => {
      expect(says({ host, oci: ociWith("mine") })).toEqual([
        "info unknown: Cannot tell whether the AppArmor profile mine is loaded: /sys/module/apparmor/parameters/enabled cannot be read -> Run as root where the host's /sys and securityfs are mounted",
      ]);
      expect(says({ host, oci: ociWith("unconfined") })).toEqual([]);
    },
  );

  it("can have any name without misleading anybody", () => {
    const host = confinedHost([]);
    expect(says({ host, oci: ociWith("a\n\u001b[31m") })[0]).toContain('profile "a\\n\\u001b[31m": it');
    expect(says({ host, oci: ociWith("x".repeat(100_000)) })[0]?.length).toBeLessThan(500);
  });
});

it("reads the kernel's list of profiles, whose names can have spaces and brackets", () => {
  expect([...parseLoadedProfiles("a (enforce)\n/b c (x) (complain)\nd//e (kill)\nnonsense\n (x)\n")]).toEqual([
    ["a", "enforce"],
    ["/b c (x)", "complain"],
    ["d//e", "kill"],
  ]);
});

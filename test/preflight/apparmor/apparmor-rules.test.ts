import { describe, expect, it } from "vitest";
import { apparmorRules } from "../../../src/preflight/apparmor/apparmor-rules.ts";
import { type ContainerCase, saysOf } from "../says-of.ts";
import { confinedHost, ociWith } from "./confined-host.ts";

const says = (given: ContainerCase) => saysOf(apparmorRules, given);

/** What is said of `/dev/v0` under a profile with some text. */
function underText(text: string, more: Readonly<Record<string, string>> = {}, loaded = "mine (enforce)") {
  const host = confinedHost([loaded], { mine: text, ...more });
  return says({ nodes: ["/dev/v0"], host, oci: ociWith("mine") });
}

describe("the rules of an AppArmor profile", () => {
  it.each([
    "profile mine { file, }",
    "profile mine flags=(attach_disconnected){/dev/v* rw,}",
    "profile mine { /dev/** RW, }",
    "profile mine { allow rw /dev/v0, }",
    "profile mine { owner /dev/v0 rw, }",
    "@{dev}=/run/ /dev/\nprofile mine { @{dev}/v0 rw, }",
    '@{dev} = /x\n@{dev} += "/dev" # more\nprofile mine { "@{dev}/v0" rw, }',
    "profile mine flags=(default_allow) { /x r, }",
    "profile mine { all, }",
    "profile mine { @{unknown}/v0 rw, /x r, }",
    "profile mine { network, }",
    "profile mine { file, deny /dev/v r, deny /dev/v0/** w, deny owner /dev/v0 r, }",
    "profile mine { file, # deny /dev/v0 r,\n}",
    "profile mine { file, hat other { deny /dev/v0 r, } ^third { deny /dev/v0 r, } profile c { deny /dev/v0 r, } }",
    "profile mine { deny /dev/v0 rw, priority=5 /dev/v0 rw, }",
    "profile mine { file r /dev/v0, file /dev/v0 w, }",
    "profile mine { /x\\101 r, /dev/v\\x30 rw, }",
  ])("may allow what devices need: %s", (text) => {
    expect(underText(text)).toEqual([]);
  });

  it("may deny it in so many words", () => {
    expect(underText("profile mine {\n  file,\n  audit deny /dev/v[0-9]   w, # no writing\n}")).toEqual([
      'warning apparmor-denies: The AppArmor profile mine denies writing to /dev/v0, by the rule "audit deny /dev/v[0-9] w": it fails with EACCES (permission denied) -> Allow it in /etc/apparmor.d/mine and run apparmor_parser -r /etc/apparmor.d/mine',
    ]);
  });

  it("deny what none of them allows", () => {
    expect(underText("/usr/bin/x {\n}\nprofile mine {\n  /dev/v0 r,\n  include if exists <local/mine>\n}")).toEqual([
      "warning apparmor-denies: The AppArmor profile mine denies writing to /dev/v0, for no rule of it allows that: it fails with EACCES (permission denied) -> Allow it in /etc/apparmor.d/mine and run apparmor_parser -r /etc/apparmor.d/mine",
    ]);
  });

  it.each([
    ["profile mine { deny all, }", "deny all"],
    ["profile mine { file, include <mine.d> }", "deny /dev/* rw"],
    ["profile mine { file, include <abstractions/a>\n}", "deny /dev/v0 rw"],
    ["profile mine { file, #include <abstractions/a>\n}", "deny /dev/v0 rw"],
    ['profile mine { file, include "/etc/apparmor.d/abstractions/a"\n}', "deny /dev/v0 rw"],
    ['profile "mine" /usr/{bin,sbin}/x { file, deny "/dev/v0" rw, }', 'deny "/dev/v0" rw'],
    ["profile mine { file, /a#b r, /c(d r, change_profile -> {x,y}, deny /dev/v0 rw, }", "deny /dev/v0 rw"],
    ["profile mine { /dev/v0 rw, priority=1 deny /dev/v? rw, }", "priority=1 deny /dev/v? rw"],
  ])("count wherever they stand: %s", (text, rule) => {
    const more = {
      "mine.d/10": "deny /dev/* rw,",
      "mine.d/10.dpkg-old": "deny /** m,",
      "abstractions/a": "include <abstractions/b>\n",
      "abstractions/b": "include <abstractions/a>\ndeny /dev/v0 rw,\n",
    };
    expect(underText(text, more).map((line) => /by the rule "(.*)": it fails/.exec(line)?.[1])).toEqual([rule, rule]);
  });

  it("are those of the profile within another, by the name that the kernel gives it", () => {
    const host = confinedHost(["a//b (enforce)"], { a: "profile a { file, profile b { file, deny /dev/v0 r, } }" });
    expect(says({ nodes: ["/dev/v0"], host, oci: ociWith("a//b") })).toHaveLength(1);
    expect(says({ nodes: ["/dev/v0"], host, oci: ociWith("a") })).toEqual([]);
  });

  it.each(["complain", "unconfined", "prompt"])("are nothing in the mode %s", (mode) => {
    const text = "profile mine { deny /dev/v0 rw, }";
    expect(underText(text, {}, `mine (${mode})`)).toEqual([]);
    const host = confinedHost(undefined, { mine: `profile mine flags=(${mode}) { deny /dev/v0 rw, }` });
    expect(says({ nodes: ["/dev/v0"], host, oci: ociWith("mine") })).toEqual([]);
    expect(underText(`profile mine flags=(${mode}) { deny /dev/v0 rw, }`, {}, "mine (kill)")).toHaveLength(2);
  });

  it("are nothing where a link has all of the file complain", () => {
    const host = confinedHost(undefined, { mine: "profile mine { deny /dev/v0 rw, }", "force-complain/mine": "" });
    expect(says({ nodes: ["/dev/v0"], host, oci: ociWith("mine") })).toEqual([]);
  });

  it("are unknown where some cannot be read", () => {
    expect(underText("profile mine { /x r, include <abstractions/gone>\n}")).toEqual([
      "info unknown: Cannot tell whether the AppArmor profile mine allows reading /dev/v0: it includes /etc/apparmor.d/abstractions/gone, which cannot be read -> Look for it in the text of the profile",
      "info unknown: Cannot tell whether the AppArmor profile mine allows writing to /dev/v0: it includes /etc/apparmor.d/abstractions/gone, which cannot be read -> Look for it in the text of the profile",
    ]);
  });

  it.each([
    ["profile mine { /x r, frobnicate /dev/v0, }", '"frobnicate /dev/v0" is not understood here'],
    ["profile mine { /x r, if defined @{y} { /dev/v0 rw, } }", '"if defined @{y} { ... }" is not understood here'],
    ["alias /x -> /dev/v0,\nprofile mine { /x rw, }", "it has an alias of paths"],
  ])("are unknown where some are not understood: %s", (text, gap) => {
    expect(underText(text).map((line) => line.replace(/ -> Look .*/, "").endsWith(`/dev/v0: ${gap}`))).toEqual([
      true,
      true,
    ]);
  });

  it("are unknown where no file has the profile", () => {
    const expected = [
      "info unknown: Cannot tell what the AppArmor profile mine allows: /etc/apparmor.d has no text of it that can be read -> Put the text that it is loaded from into /etc/apparmor.d",
    ];
    const given = { nodes: ["/dev/v0"], oci: ociWith("mine") };
    expect(says({ ...given, host: confinedHost(["mine (enforce)"]) })).toEqual(expected);
    expect(says({ ...given, host: confinedHost(undefined) })).toEqual(expected);
    expect(says({ ...given, host: confinedHost([]) })).toEqual([]);
    expect(says({ oci: ociWith("mine"), host: confinedHost(undefined) })).toEqual([]);
  });

  it("are no matter while AppArmor is off, without a profile and without a container", () => {
    const policy = { mine: "profile mine { deny /dev/v0 rw, }" };
    const off = { files: { "/sys/module/apparmor/parameters/enabled": "N\n", "/etc/apparmor.d/mine": policy.mine } };
    expect(says({ nodes: ["/dev/v0"], host: off, oci: ociWith("mine") })).toEqual([]);
    const host = confinedHost(["mine (enforce)"], policy);
    expect(says({ nodes: ["/dev/v0"], host })).toEqual([]);
    expect(says({ nodes: ["/dev/v0"], host, oci: false })).toEqual([]);
    expect(says({ nodes: ["/dev/v0"], host, oci: ociWith("unconfined") })).toEqual([]);
  });

  it("deny capabilities and mounting with errors of their own", () => {
    const host = confinedHost(["mine (enforce)"], {
      mine: "profile mine { file, deny capability sys_admin, mount fstype=ext4, }",
    });
    expect(says({ nodes: ["/dev/fuse"], host, oci: ociWith("mine", ["CAP_SYS_ADMIN"]) })).toEqual([
      'warning apparmor-denies: The AppArmor profile mine denies CAP_SYS_ADMIN to users of /dev/fuse, by the rule "deny capability sys_admin": it fails with EPERM (operation not permitted) -> Allow it in /etc/apparmor.d/mine and run apparmor_parser -r /etc/apparmor.d/mine',
      "warning apparmor-denies: The AppArmor profile mine denies mounting file systems to users of /dev/fuse, for no rule of it allows that: it fails with EACCES (permission denied) -> Allow it in /etc/apparmor.d/mine and run apparmor_parser -r /etc/apparmor.d/mine",
    ]);
    expect(says({ nodes: ["/dev/fuse"], host, oci: ociWith("mine") })).toEqual([]);
  });

  it.each([
    ["mount,", 0],
    ["mount fstype=fuse*,", 0],
    ["mount fstype = (ext4, fuse.sshfs) -> /mnt/,", 0],
    ["mount options in (ro,rw) / -> /b,", 0],
    ["mount, deny mount fstype=ext4,", 0],
    ["mount, deny mount options=ro,", 0],
    ["mount, deny mount,", 1],
    ["mount, deny mount fstype=fuse*,", 1],
  ])("of mounts are judged by their file systems: %s", (rules, count) => {
    const host = confinedHost(["mine (enforce)"], { mine: `profile mine { file, capability, ${rules} }` });
    expect(says({ nodes: ["/dev/fuse"], host, oci: ociWith("mine", ["CAP_SYS_ADMIN"]) })).toHaveLength(count);
  });
});

describe("the profiles that engines bring along", () => {
  const host = {
    ...confinedHost(["docker-default (enforce)"]),
    directories: ["/sys/class/v", "/opt/v", "/proc/driver/v"],
  };
  const mount = (path: string, ...options: readonly string[]) => {
    return { mounts: [{ hostPath: path, containerPath: path, options: ["rbind", ...options] }] };
  };

  it("allow device nodes, and files that are read", () => {
    const oci = ociWith("docker-default");
    expect(says({ nodes: ["/dev/v0", "/dev/dri/card0"], host, oci })).toEqual([]);
    for (const edits of [mount("/opt/v"), mount("/sys/class/v", "ro")]) expect(says({ edits, host, oci })).toEqual([]);
  });

  it.each([["/sys/class/v"], ["/proc/driver/v"]])("deny writing to %s", (path) => {
    expect(says({ edits: mount(path), host, oci: ociWith("docker-default") })).toEqual([
      `warning apparmor-denies: The AppArmor profile docker-default denies writing to files in ${path}, as the engine writes it that brings it along: it fails with EACCES (permission denied) -> Run the container with a profile that allows it, or --security-opt=apparmor=unconfined`,
    ]);
  });

  it("deny mounting by FUSE", () => {
    const oci = ociWith("docker-default", ["CAP_SYS_ADMIN"]);
    expect(says({ nodes: ["/dev/fuse"], host, oci })[0]).toContain(
      "denies mounting file systems to users of /dev/fuse",
    );
  });
});

it("libraries have to be loaded as code", () => {
  const files = { "/opt/libv.so.1": "", "/etc/apparmor.d/mine": "profile mine { /opt/** r, }" };
  const parts = confinedHost(["mine (enforce)"]);
  const edits = { mounts: [{ hostPath: "/opt/libv.so.1", containerPath: "/opt/libv.so.1" }] };
  const host = { ...parts, files: { ...parts.files, ...files } };
  const [found = "", ...more] = says({ edits, host, oci: ociWith("mine") });
  expect(more).toEqual([]);
  expect(found).toContain("denies loading as code /opt/libv.so.1, for no rule of it allows that");
});

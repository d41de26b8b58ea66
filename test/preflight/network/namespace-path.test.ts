import { describe, expect, it } from "vitest";
import { namespacePath } from "../../../src/preflight/network/namespace-path.ts";
import { together } from "../../host/fake-host.ts";
import { mountinfo } from "../mounts/container-of.ts";
import { type NetworkCase, saysOf } from "./network-of.ts";

const says = (path: string | undefined, given: NetworkCase = {}) =>
  saysOf(namespacePath, { ...given, namespace: path === undefined ? {} : { path } });
const enter = "Cannot enter the network namespace of the container";
const instead = "take the path out of linux.namespaces in the OCI spec for a new namespace";
const pod = { files: { "/run/netns/pod": "" }, links: { "/var/run": "/run" } };
const mounted = (root: string) => together(pod, mountinfo(`9 1 0:4 ${root} /run/netns/pod rw - nsfs nsfs rw`));

describe("the path of a network namespace", () => {
  it("is of no concern where there is none", () => {
    expect(says(undefined)).toEqual([]);
    expect(saysOf(namespacePath, { namespace: "of the host" })).toEqual([]);
    expect(saysOf(namespacePath, { namespace: false })).toEqual([]);
  });

  it("leads to a namespace that is mounted there, links on the way or not", () => {
    const host = mounted("net:[4026532000]");
    expect(says("/run/netns/pod", { host })).toEqual([]);
    expect(says("/var/run/netns/pod", { host })).toEqual([]);
  });

  it("leads to something", () => {
    const missing = (path: string, fix: string) => [
      `error net-namespace-missing: ${enter}: the host has no ${path}, so runtimes fail with "no such file or directory" -> ${fix}, or ${instead}`,
    ];
    const host = mountinfo();
    expect(says("/var/run/netns/nope", { host })).toEqual(missing("/var/run/netns/nope", "Run ip netns add nope"));
    expect(says("/run/netns/cni-1", { host })).toEqual(
      missing("/run/netns/cni-1", "Create the pod anew, which has CNI make it"),
    );
    expect(says("/run/docker/netns/1", { host })).toEqual(missing("/run/docker/netns/1", "Start what keeps it"));
  });

  it("leads to no file, directory or other namespace", () => {
    const invalid = (what: string, said: string) => [
      `error net-namespace-invalid: ${enter}: /run/netns/pod is ${what}, so ${said} -> Write the path of a network namespace, or ${instead}`,
    ];
    const runc = 'runc fails with "Invalid argument"';
    const host = together(pod, mountinfo());
    expect(says("/run/netns/pod", { host })).toEqual(invalid("a file", runc));
    expect(says("/run/netns/pod", { host, runtime: "crun" })).toEqual(
      invalid("a file", 'crun fails with "cannot setns"'),
    );
    expect(says("/run/netns/pod", { host: mounted("uts:[4026531838]") })).toEqual(
      invalid("a namespace of type uts", runc),
    );
    const directory = together(mountinfo(), { directories: ["/run/netns/pod"] });
    expect(says("/run/netns/pod", { host: directory })).toEqual(invalid("a directory", runc));
  });

  it("is unknown where the mounts cannot be read", () => {
    expect(says("/run/netns/pod", { host: pod })).toEqual([
      "info unknown: Cannot tell whether /run/netns/pod is the network namespace that the container is to enter: /proc/1/mountinfo and /proc/self/mountinfo cannot be read -> Run as root where the host's /proc is mounted",
    ]);
  });

  it("can be that of a process", () => {
    const host = { files: { "/proc/77/ns/net": "", "/proc/77/ns/uts": "", "/proc/88/comm": "" } };
    expect(says("/proc/77/ns/net", { host })).toEqual([]);
    expect(says("/proc/77/ns/uts", { host })[0]).toContain("/proc/77/ns/uts is a namespace of type uts");
    expect(says("/proc/78/ns/net", { host })[0]).toMatch(/^error net-namespace-missing: /);
    expect(says("/proc/88/ns/net", { host })[0]).toContain("is to enter: permission denied");
    expect(says("/proc/78/ns/net")[0]).toContain("is to enter: /proc cannot be read");
    for (const path of ["/proc/self/ns/net", "/proc/77/fd/3"]) expect(says(path, { host })).toEqual([]);
  });

  it("starts from the bundle where it is relative", () => {
    expect(says("netns", { host: mountinfo() })[0]).toContain("the host has no /run/bundle/netns");
  });

  it("may be empty for runc alone", () => {
    expect(says("")).toEqual([]);
    expect(says("", { runtime: "crun" })).toEqual([
      'error net-namespace-missing: Cannot start the container: the path of its network namespace is empty, so crun fails with "No such file or directory" -> Take the path out of linux.namespaces in the OCI spec for a new namespace',
    ]);
  });

  it("may be anything", () => {
    for (const path of ["\0", "/a\nb", `/${"a/".repeat(5000)}`, "/proc/1/ns/\n"]) {
      for (const line of says(path, { host: mountinfo() })) expect(line).not.toContain("\n");
    }
  });
});

import { describe, expect, it } from "vitest";
import { runtimeSpecs } from "../../../src/preflight/registry/runtime-specs.ts";
import { saysOfSpecs, specText } from "./specs-on.ts";

const says = (runtime: string | undefined, text: string, files: Record<string, string> = {}) =>
  saysOfSpecs(runtimeSpecs, {
    host: { files: { "/etc/cdi/v.json": text, ...files } },
    ...(runtime !== undefined && { runtime }),
  });

const plain = specText("0.8.0", ["a", "b"]);
const withGids = specText("0.7.0", ["a"], { containerEdits: { additionalGids: [5] } });

describe("the cdiVersion of a spec", () => {
  it("is of no concern where no runtime is named, or one that reads no specs", async () => {
    expect(await says(undefined, plain)).toEqual([]);
    expect(await says("runc@1.1", plain)).toEqual([]);
  });

  it.each(["podman@5.2", "containerd@2.1.0", "cri-o@1.31", "buildkit@0.20.0", "nerdctl"])(
    "is taken by %s",
    async (runtime) => {
      expect((await says(runtime, plain)).filter((line) => line.includes("refuses"))).toEqual([]);
    },
  );

  it("is refused by versions that are older, and can be lowered as far as the fields let it", async () => {
    expect(await says("podman@4.3.1", plain)).toEqual([
      'error runtime-refuses-spec: Cannot load /etc/cdi/v.json in podman 4.3.1: its cdiVersion 0.8.0 is higher than podman 4.3.1 takes, which is 0.5.0 at most, and its devices are "unresolvable" -> Set cdiVersion in /etc/cdi/v.json to 0.3.0, which its fields need (cdictl generate writes it with --cdi-version 0.3.0)',
    ]);
  });

  it("is refused for good where the fields need it", async () => {
    expect(await says("podman@5.0.3", withGids)).toEqual([
      'error runtime-refuses-spec: Cannot load /etc/cdi/v.json in podman 5.0.3: its cdiVersion 0.7.0 is higher than podman 5.0.3 takes, which is 0.6.0 at most, and its devices are "unresolvable" -> Update podman to 5.1 or later, or write /etc/cdi/v.json without the fields that need cdiVersion 0.7.0',
    ]);
  });

  it("is refused by some where the version is known in part", async () => {
    expect(await says("podman@5", plain)).toEqual([
      'warning runtime-may-refuse-spec: Cannot load /etc/cdi/v.json in podman before 5.2: its cdiVersion 0.8.0 is higher than podman before 5.2 takes, and its devices are "unresolvable" -> Set cdiVersion in /etc/cdi/v.json to 0.3.0, which its fields need (cdictl generate writes it with --cdi-version 0.3.0)',
    ]);
    expect((await says("docker", plain)).join()).toContain(
      "in docker before 25.0.17 and from 26.0.0 to before 27.4.0:",
    );
    expect((await says("podman", withGids)).join()).toContain("in podman before 5.1:");
  });

  it("may have a v before it, and is told of once for all devices of a file", async () => {
    const text = specText("v0.8.0", ["a", "b"]);
    expect(await says("podman@4.3", text)).toHaveLength(1);
  });
});

describe("a runtime", () => {
  it("may know nothing of CDI", async () => {
    expect(await says("docker@24.0.7", plain)).toEqual([
      "error runtime-without-cdi: Cannot give devices to containers of docker 24.0.7: it knows nothing of CDI -> Update docker to 25.0.0 or later",
    ]);
  });

  it("may have to be told to read specs", async () => {
    const low = specText("0.5.0", ["a"]);
    expect(await says("containerd@1.7.13", low)).toEqual([
      'warning cdi-off-by-default: containerd 1.7.13 reads no CDI specs until it is told to, and then a device is missing without an error -> Set enable_cdi = true under [plugins."io.containerd.grpc.v1.cri"] in /etc/containerd/config.toml and restart containerd',
    ]);
    expect(await says("docker@28", low)).toEqual([
      'warning cdi-off-by-default: docker before 28.2.0 reads no CDI specs until it is told to, and then a device is missing without an error -> Set "features": {"cdi": true} in /etc/docker/daemon.json and restart docker',
    ]);
    expect(await says("docker@28.2", low)).toEqual([]);
  });

  it("may have been told so", async () => {
    const low = specText("0.5.0", ["a"]);
    const toml = '[plugins."io.containerd.grpc.v1.cri"]\n  enable_cdi = true\n';
    expect(await says("containerd@1.7.13", low, { "/etc/containerd/config.toml": toml })).toEqual([]);
    expect(await says("docker@27.0", low, { "/etc/docker/daemon.json": '{"features": {"cdi": true}}' })).toEqual([]);
    expect(await says("docker@27.0", low, { "/etc/docker/daemon.json": '{"features": {"cdi": "yes"' })).toHaveLength(1);
  });
});

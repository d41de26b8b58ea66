import { describe, expect, it } from "vitest";
import { runtimeDirectories } from "../../../src/preflight/registry/runtime-directories.ts";
import { type SpecsCase, saysOfSpecs, specText } from "./specs-on.ts";

const says = (runtime: string | undefined, given: Partial<SpecsCase> = {}, files: Record<string, string> = {}) =>
  saysOfSpecs(runtimeDirectories, {
    host: { files: { "/etc/cdi/v.json": specText("0.5.0", ["a"]), ...files } },
    ...(runtime !== undefined && { runtime }),
    ...given,
  });

describe("the directory of a spec", () => {
  it.each([undefined, "podman@5.5", "buildah@1.36", "docker", "containerd@1.6", "runc"])(
    "is looked into by %s where it is /etc/cdi",
    async (runtime) => {
      expect(await says(runtime)).toEqual([]);
    },
  );

  const inRun = { "/var/run/cdi/w.json": specText("0.5.0", ["b"]) };

  it("is not looked into by podman 5.5 and early buildahs where it is /var/run/cdi", async () => {
    expect(await says("podman@5.5", {}, inRun)).toEqual([
      "error spec-unseen: podman 5.5 does not look into /var/run/cdi, unless it is told to -> Move the spec to /etc/cdi, or update podman to 5.6 or later",
    ]);
    expect(await says("buildah@1.40", {}, inRun)).toHaveLength(1);
    expect(await says("podman@5.4", {}, inRun)).toEqual([]);
    expect(await says("podman@5.6", {}, inRun)).toEqual([]);
  });

  it("is not looked into by some versions", async () => {
    expect(await says("podman@5", {}, inRun)).toEqual([
      "warning spec-may-be-unseen: podman from 5.5 to before 5.6 does not look into /var/run/cdi, unless it is told to -> Move the spec to /etc/cdi, or update podman to 5.6 or later",
    ]);
  });

  it("is looked into where the runtime's configuration names directories", async () => {
    const conf = { "/etc/containers/containers.conf": '[engine]\ncdi_spec_dirs = ["/etc/cdi", "/run/cdi"]\n' };
    expect(await says("podman@5.5", {}, { ...inRun, ...conf })).toEqual([]);
  });

  it("is the same by two names where one is a link", async () => {
    const host = {
      files: { "/run/cdi/w.json": specText("0.5.0", ["b"]) },
      links: { "/var/run": "/run" },
    };
    expect(await says("podman@5.6", { host, directories: ["/run/cdi"] })).toEqual([]);
    expect(await says("podman@5.5", { host, directories: ["/run/cdi"] })).toHaveLength(1);
  });

  it("is one that no runtime looks into by itself", async () => {
    const host = { files: { "/srv/specs/w.json": specText("0.5.0", ["b"]) } };
    expect(await says("docker@29", { host, directories: ["/srv/specs"] })).toEqual([
      "warning spec-may-be-unseen: docker 29 does not look into /srv/specs, unless it is told to -> Move the spec to /etc/cdi",
    ]);
    const buildkit = { files: { "/etc/buildkit/cdi/w.json": specText("0.5.0", ["b"]) } };
    expect(await says("buildkit@0.27", { host: buildkit, directories: ["/etc/buildkit/cdi"] })).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { legacyHooks } from "../../../src/preflight/nvidia/legacy-hooks.ts";
import { visibleDevices } from "../../../src/preflight/nvidia/visible-devices.ts";
import { type FakeHostParts, together } from "../../host/fake-host.ts";
import { type GpuCase, healthy, says } from "./nvidia-host.ts";

const path = "/usr/bin/nvidia-container-runtime-hook";
const container = (env: readonly string[], more: object = {}) => ({ process: { env, ...more } });
const hooked = (env: readonly string[], stage = "prestart", hook = path) => ({
  ...container(env),
  hooks: { [stage]: [{ path: hook, args: [hook, "prestart"] }] },
});
const config = (toml: string) => together(healthy, { files: { "/etc/nvidia-container-runtime/config.toml": toml } });
const all = ["NVIDIA_VISIBLE_DEVICES=all"];
const voiding =
  "ut NVIDIA_VISIBLE_DEVICES=void into containerEdits.env of the spec, as cdictl generate nvidia --write does";
const twice = (name: string, request: string, removal: string) =>
  `warning nvidia-injected-twice: ${name} gives the container GPUs as well, for its environment has ${request}: it may get others than were asked for, and files of the driver twice -> P${voiding}, or ${removal}`;
const ofHook = (request: string, hook = path) =>
  twice(
    `The hook ${hook} of the container`,
    request,
    "take the hook out of the OCI spec (docker run --gpus puts it in)",
  );
const hooksSay = (given: GpuCase) => says(legacyHooks, given);

describe("NVIDIA's hook in a container", () => {
  it.each(["prestart", "createRuntime", "createContainer"])("gives GPUs beside CDI, at %s", (stage) => {
    expect(hooksSay({ oci: hooked(all, stage) })).toEqual([ofHook("NVIDIA_VISIBLE_DEVICES=all")]);
  });

  it("is known by its present name and the one before, wherever it lies", () => {
    const hook = "/opt/nvidia-container-toolkit";
    expect(hooksSay({ oci: hooked(all, "prestart", hook) })).toEqual([ofHook("NVIDIA_VISIBLE_DEVICES=all", hook)]);
    for (const other of ["/usr/bin/nvidia-cdi-hook", "/usr/bin/nvidia-ctk", `${path}/other`]) {
      expect(hooksSay({ oci: hooked(all, "prestart", other) })).toEqual([]);
    }
  });

  it("does nothing after the start", () => {
    expect(hooksSay({ oci: hooked(all, "poststop") })).toEqual([]);
  });

  it.each([
    [[]],
    [["NVIDIA_VISIBLE_DEVICES="]],
    [["NVIDIA_VISIBLE_DEVICES=void"]],
    [["NVIDIA_VISIBLE_DEVICES=0,void"]],
  ])("does nothing where nothing is asked for: %j", (env) => {
    expect(hooksSay({ oci: hooked(env) })).toEqual([]);
  });

  it.each(["none", "all", "0,1", "GPU-9221d5d1", " 2 "])("does as it is asked: %s", (value) => {
    expect(hooksSay({ oci: hooked([`NVIDIA_VISIBLE_DEVICES=${value}`]) })).toEqual([
      ofHook(`NVIDIA_VISIBLE_DEVICES=${value}`),
    ]);
  });

  it("takes old images of CUDA to ask for all GPUs", () => {
    const [version, requirement] = ["CUDA_VERSION=8.0", "NVIDIA_REQUIRE_CUDA=cuda>=9.0"];
    expect(hooksSay({ oci: hooked([version]) })).toEqual([
      ofHook("CUDA_VERSION=8.0 without NVIDIA_REQUIRE_CUDA, as in old images"),
    ]);
    expect(hooksSay({ oci: hooked([version, requirement]) })).toEqual([]);
    expect(hooksSay({ oci: hooked([version, "NVIDIA_VISIBLE_DEVICES="]) })).toEqual([]);
  });

  it("goes by the last value", () => {
    const off = "NVIDIA_VISIBLE_DEVICES=void";
    expect(hooksSay({ oci: hooked([...all, off]) })).toEqual([]);
    expect(hooksSay({ oci: hooked([off, ...all]) })).toHaveLength(1);
  });

  it("is kept out by the spec of the devices", () => {
    expect(hooksSay({ oci: hooked(all), edits: { env: ["NVIDIA_VISIBLE_DEVICES=void"] } })).toEqual([]);
  });

  it("may be told not to heed containers without privileges", () => {
    const host = config("accept-nvidia-visible-devices-envvar-when-unprivileged = false\n");
    expect(hooksSay({ host, oci: hooked(all) })).toEqual([]);
    const capabilities = { bounding: ["CAP_SYS_ADMIN"] };
    const oci = { ...hooked(all), ...container(all, { capabilities }) };
    expect(hooksSay({ host, oci })).toEqual([ofHook("NVIDIA_VISIBLE_DEVICES=all")]);
  });

  it.each(["cdi", "csv", "jit-cdi"])("fails in the mode %s", (mode) => {
    const host = config(`[nvidia-container-runtime]\nmode = "${mode}"\n`);
    expect(hooksSay({ host, oci: hooked(all) })).toEqual([
      `error nvidia-hook-fails: The hook ${path} of the container fails and stops the container, as /etc/nvidia-container-runtime/config.toml sets mode to "${mode}", in which it is not to be run by itself -> Take the hook out of the OCI spec (docker run --gpus puts it in), or p${voiding}`,
    ]);
    expect(hooksSay({ host, oci: hooked(["NVIDIA_VISIBLE_DEVICES=void"]) })).toEqual([]);
  });

  it("does not fail where it is told to run in any mode, or NVIDIA's runtime takes it out", () => {
    const skipping = "[nvidia-container-runtime-hook]\nskip-mode-detection = true\n";
    const mode = '[nvidia-container-runtime]\nmode = "cdi"\n';
    expect(hooksSay({ host: config(mode + skipping), oci: hooked(all) })).toEqual([
      ofHook("NVIDIA_VISIBLE_DEVICES=all"),
    ]);
    const docker = { files: { "/etc/docker/daemon.json": '{"default-runtime": "nvidia"}' } };
    const told = hooksSay({ host: together(config(mode), docker), oci: hooked(all) });
    expect(told.map((line) => line.split(":")[0])).toEqual([
      "warning nvidia-injected-twice",
      "warning nvidia-injected-twice",
    ]);
  });

  it("is of no concern to devices that are no GPUs", () => {
    expect(hooksSay({ oci: hooked(all), nodes: ["/dev/nvidia-fs0", "/dev/dri/card0"] })).toEqual([]);
  });

  it("cannot play tricks on a terminal by what it asks for", () => {
    const [told] = hooksSay({ oci: hooked([`NVIDIA_VISIBLE_DEVICES=\u001b[31m${"x".repeat(500)}`]) });
    expect(told).toContain('has "NVIDIA_VISIBLE_DEVICES=\\u001b[31mxxx');
    expect(told).not.toContain("x".repeat(80));
  });
});

describe("NVIDIA's hook among those of podman and CRI-O", () => {
  const file = "/usr/share/containers/oci/hooks.d/oci-nvidia-hook.json";
  const hook = (more: object = {}) => ({
    version: "1.0.0",
    hook: { path, args: ["nvidia-container-runtime-hook", "prestart"] },
    when: { always: true, commands: [".*"] },
    stages: ["prestart"],
    ...more,
  });
  const host = (json: unknown, more: FakeHostParts = {}) =>
    together(healthy, { files: { [file]: JSON.stringify(json) } }, more);
  const name = `The hook of ${file}, which podman and CRI-O run,`;

  it("gives GPUs to containers whose image asks for them", () => {
    expect(hooksSay({ host: host(hook()) })).toEqual([
      `warning nvidia-injected-twice: ${name} gives containers GPUs as well where their image sets NVIDIA_VISIBLE_DEVICES, as NVIDIA's own do: they may get others than were asked for, and files of the driver twice -> P${voiding}, or remove ${file}`,
    ]);
    expect(hooksSay({ host: host(hook()), edits: { env: ["NVIDIA_VISIBLE_DEVICES=void"] } })).toEqual([]);
  });

  it("gives GPUs to a container that asks for them", () => {
    const expected = [twice(name, "NVIDIA_VISIBLE_DEVICES=all", `remove ${file}`)];
    expect(hooksSay({ host: host(hook()), oci: container(all) })).toEqual(expected);
    expect(hooksSay({ host: host(hook()), oci: container([]) })).toEqual([]);
  });

  it("matters to those two alone", () => {
    for (const runtime of ["podman@5", "cri-o"]) expect(hooksSay({ host: host(hook()), runtime })).toHaveLength(1);
    for (const runtime of ["docker", "runc"]) expect(hooksSay({ host: host(hook()), runtime })).toEqual([]);
  });

  it("may be masked in /etc by a file of the same name", () => {
    const mask = { files: { "/etc/containers/oci/hooks.d/oci-nvidia-hook.json": "{}" } };
    expect(hooksSay({ host: host(hook(), mask) })).toEqual([]);
  });

  it.each([
    ["never", hook({ when: { always: false } })],
    ["for containers with annotations", hook({ when: { annotations: { gpu: "true" } } })],
    ["after the start", hook({ stages: ["poststop"] })],
    ["by another program", hook({ hook: { path: "/usr/bin/other" } })],
    ["not at all", "(a+)+$"],
  ])("may run %s", (_, json) => {
    expect(hooksSay({ host: host(json), oci: container(all) })).toEqual([]);
  });

  it.each([
    ["by annotations that the container has", hook({ when: { annotations: { "(a+)+$": "true" } } })],
    ["by a file of version 0.1.0", { hook: path, cmds: [".*"], stage: ["prestart"] }],
  ])("may run %s", (_, json) => {
    const oci = { ...container(all), annotations: { [`${"a".repeat(60)}!`]: "true" } };
    expect(hooksSay({ host: host(json), oci })).toEqual([twice(name, "NVIDIA_VISIBLE_DEVICES=all", `remove ${file}`)]);
  });

  it("is passed over in files that are none", () => {
    for (const text of ["", "{", "[]", "null", '{"hook":[],"stages":{}}']) {
      expect(hooksSay({ host: together(healthy, { files: { [file]: text } }) })).toEqual([]);
    }
  });
});

describe("NVIDIA's runtime as the default one", () => {
  const crio = '[crio.runtime]\ndefault_runtime = "nvidia"\n';
  it.each([
    ["docker", "/etc/docker/daemon.json", '{"default-runtime":"nvidia"}'],
    ["cri-o", "/etc/crio/crio.conf", crio],
    ...['plugins."io.containerd.grpc.v1.cri"', "plugins.'io.containerd.cri.v1.runtime'", "plugins.cri"].map(
      (plugin) => [
        "containerd",
        "/etc/containerd/config.toml",
        `version = 2\n[${plugin}.containerd]\n  default_runtime_name = "nvidia"\n`,
      ],
    ),
  ])("of %s gives GPUs beside CDI, by %s: %j", (engine, file, text) => {
    const given = { host: together(healthy, { files: { [file]: text } }), oci: container(all) };
    const expected = [
      twice(
        `NVIDIA's runtime, with which ${engine} starts containers by ${file},`,
        "NVIDIA_VISIBLE_DEVICES=all",
        `make runc the default runtime in ${file}`,
      ),
    ];
    expect(hooksSay(given)).toEqual(expected);
    expect(hooksSay({ ...given, runtime: engine })).toEqual(expected);
    expect(hooksSay({ ...given, runtime: "podman" })).toEqual([]);
    expect(hooksSay({ ...given, oci: container([]) })).toEqual([]);
  });

  it.each(['{"default-runtime":"runc","runtimes":{"nvidia":{}}}', "{", "null", '{"default-runtime":["nvidia"]}'])(
    "is another one: %s",
    (text) => {
      const host = together(healthy, { files: { "/etc/docker/daemon.json": text } });
      expect(hooksSay({ host, oci: container(all) })).toEqual([]);
    },
  );
});

describe("the environment of a container", () => {
  const runtime = "/usr/bin/nvidia-container-runtime";
  const installed = together(healthy, { files: { [runtime]: "" } });
  const envSays = (given: GpuCase) => says(visibleDevices, given);

  it("may ask NVIDIA's runtime for GPUs beside those of CDI", () => {
    expect(envSays({ host: installed, oci: container(["NVIDIA_VISIBLE_DEVICES=0"]) })).toEqual([
      `warning nvidia-visible-devices: The environment of the container has NVIDIA_VISIBLE_DEVICES=0: started by ${runtime}, it gets GPUs by that as well as by CDI, and maybe others -> Set NVIDIA_VISIBLE_DEVICES=void in process.env, as specs by cdictl generate nvidia --write do`,
    ]);
  });

  it("asks nobody where there is no such runtime, no container, or nothing is asked for", () => {
    expect(envSays({ oci: container(all) })).toEqual([]);
    expect(envSays({ host: installed })).toEqual([]);
    expect(envSays({ host: installed, oci: container(["NVIDIA_VISIBLE_DEVICES=void"]) })).toEqual([]);
    expect(envSays({ host: installed, oci: container(all), nodes: ["/dev/dri/card0"] })).toEqual([]);
  });

  it("is told of once, where the hook is there as well", () => {
    const given = { host: installed, oci: hooked(all) };
    expect(envSays(given)).toEqual([]);
    expect(hooksSay(given)).toHaveLength(1);
  });
});

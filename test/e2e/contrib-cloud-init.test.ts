import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { boardHost } from "../generators/serial/serial-hosts.ts";
import { run, runWell } from "./command.ts";
import { useMachine } from "./machine.ts";
import { placeHost } from "./place-host.ts";
import { productionModules } from "./production-modules.ts";
import { useScratch } from "./scratch.ts";

const machine = useMachine();
const scratch = useScratch();
const file = "contrib/cloud-init/gpu-test-instance.yaml";
const text = readFileSync(file, "utf8");
const manifest = JSON.parse(readFileSync("package.json", "utf8"));

/** The stages of cloud-init, with those of their steps that need no network. */
const stages = ["init --local", "init", "modules --mode=config", "modules --mode=final"];
const settings = `datasource_list: [NoCloud]
network: {config: disabled}
cloud_init_modules: [write_files]
cloud_config_modules: [apt_configure, runcmd]
cloud_final_modules: [scripts_user]
`;

it("the user data is valid", () => {
  expect(run("cloud-init", ["schema", "--config-file", file])).toMatchObject({ status: 0, stderr: "" });
});

it("the user data names this version of the package, and a Node.js that it takes", () => {
  expect(text).toContain(`/cdi-registry-${manifest.version}.tgz`);
  expect(text).toContain(`/node_${/\d+/.exec(manifest.engines.node)?.[0]}.x `);
});

describe("a machine with the user data", () => {
  beforeAll(() => {
    placeHost(machine.path("/root/host"), boardHost);
    const seed = machine.path("/var/lib/cloud/seed/nocloud");
    mkdirSync(seed, { recursive: true });
    writeFileSync(`${seed}/meta-data`, "instance-id: test\n");
    writeFileSync(
      `${seed}/user-data`,
      text.replace(/https:\S+\.tgz/, packWhole()).replace("CDI_GENERATE=all", "CDI_GENERATE=serial --root /root/host"),
    );
    writeFileSync(machine.path("/etc/cloud/cloud.cfg.d/99-test.cfg"), settings);
    const aptGet = '#!/bin/sh\necho "$@, with $(ls /run/cdi)" >> /root/apt-get\n';
    writeFileSync(machine.path("/usr/local/bin/apt-get"), aptGet, { mode: 0o755 });
  });

  /** The package as it is published, and in it what npm would get from a registry. Its path in the machine. */
  function packWhole(): string {
    for (const path of [...manifest.files, ...productionModules()])
      cpSync(path, scratch.path("package", path), { recursive: true });
    writeFileSync(scratch.path("package/package.json"), JSON.stringify({ ...manifest, bundleDependencies: true }));
    const args = ["pack", "--ignore-scripts", `--pack-destination=${machine.path("/root")}`];
    return `/root/${runWell("npm", args, scratch.path("package")).trim()}`;
  }

  it("has the specs before it gets a runtime, and a service that knows them", () => {
    const units = ["cdi-generate.service", "cdi-generate-watch.service", "cdi-registry.service"];
    const output = machine.boot(
      [],
      `(set -x; ${stages.map((stage) => `cloud-init ${stage}`).join(" && ")}) > /root/log 2>&1 || { cat /root/log; false; }
      tail --lines=1 /root/apt-get
      cdictl list devices --server unix:/run/cdi-registry/cdi.sock | grep ttyAMA0
      systemctl is-enabled ${units.join(" ")}`,
    );
    expect(output.split("\n")).toEqual([
      "install --yes podman, with serial.dev-port.yaml",
      expect.stringMatching(/^serial.dev\/port=ttyAMA0 /),
      ...units.map(() => "enabled"),
      "",
    ]);
  });

  it("takes packages of Node.js that are signed with the key of the comment", () => {
    const list = readFileSync(machine.path("/etc/apt/sources.list.d/nodesource.list"), "utf8");
    const [, keyFile = ""] = /signed-by=(\S+)\]/.exec(list) ?? [];
    const { stdout } = machine.run("gpg", "--show-keys", "--with-fingerprint", keyFile);
    const [, fingerprint] = /^ +# ([0-9A-F ]+)$/m.exec(text) ?? [];
    expect(stdout).toContain(fingerprint);
  });
});

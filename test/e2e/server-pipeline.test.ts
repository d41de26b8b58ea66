import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CdiClient } from "../../src/client/cdi-client.ts";
import { until } from "../registry/until.ts";
import { makeBundle, readConfig } from "./bundle.ts";
import { type Outcome, run } from "./command.ts";
import { kernelLog, makeHostNode } from "./host-node.ts";
import { insideViewScript, parseInsideView } from "./inside-view.ts";
import { runWithRunc } from "./runtimes.ts";
import { useScratch } from "./scratch.ts";

const scratch = useScratch();
const cli = resolve("dist/cli/cdictl.cjs");
let service: ChildProcess;
let server = "";

/** A node with a service, whose specs nobody else has. */
beforeAll(async () => {
  const hostPath = makeHostNode(scratch.path("node"));
  mkdirSync(scratch.path("specs"));
  mkdirSync(scratch.path("elsewhere"));
  const spec = {
    cdiVersion: "0.7.0",
    kind: "example.com/e2e",
    devices: [
      { name: "log", containerEdits: { deviceNodes: [{ path: "/dev/e2e/log", hostPath, permissions: "w" }] } },
      { name: "gone", containerEdits: { deviceNodes: [{ path: "/dev/e2e/gone", hostPath: scratch.path("gone") }] } },
    ],
    containerEdits: { env: ["E2E=from the service"] },
  };
  writeFileSync(scratch.path("specs/e2e.json"), JSON.stringify(spec));
  server = `unix:${scratch.path("cdi.sock")}`;
  service = spawn(process.execPath, [cli, "serve", "--listen", server, "-d", scratch.path("specs")], {
    stdio: "ignore",
  });
  const client = new CdiClient(server);
  await until(() => client.ready().catch(() => false));
});

afterAll(() => {
  service.kill();
});

/** Runs cdictl where there are no specs. */
function cdictl(...args: string[]): Outcome {
  return run(process.execPath, [cli, ...args], scratch.path("elsewhere"));
}

describe("a pipeline that injects with another machine's registry", () => {
  it("runs a container with the device, and every number of its spec is as it was", () => {
    const bundle = makeBundle(scratch.path("bundle"), insideViewScript("/dev/e2e/log"));
    const config = `${bundle}/config.json`;
    const big = '"big": 18446744073709551615, "one": 1.0';
    writeFileSync(config, readFileSync(config, "utf8").replace(/\}\s*$/, `, "annotations": {}, "x": {${big}}}\n`));
    const outcome = cdictl("inject", "--server", server, "--in-place", bundle, "example.com/e2e=log");
    expect(outcome).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(readFileSync(config, "utf8")).toContain(big);
    const view = parseInsideView(runWithRunc(bundle, scratch.path("runc")));
    const node = { type: "character", ...kernelLog, mode: "640", owner: "0:0" };
    expect(view.devices).toContainEqual({ path: "/dev/e2e/log", ...node });
    expect(view.environment).toContain("E2E=from the service");
  });

  it("gives what injection from the disk gives, to the byte", () => {
    const bundle = makeBundle(scratch.path("same"), "true");
    for (const form of [[], ["--diff"], ["--patch"]]) {
      const argv = ["inject", ...form, bundle, "example.com/e2e=log", "example.com/e2e=log"];
      expect(cdictl(...argv, "--server", server)).toEqual(cdictl(...argv, "-d", scratch.path("specs")));
    }
  });

  it("leaves the bundle alone where a device cannot be had, and says why", () => {
    const bundle = makeBundle(scratch.path("refused"), "true");
    const before = JSON.stringify(readConfig(bundle));
    for (const name of ["example.com/e2e=lgo", "example.com/e2e=gone"]) {
      const argv = ["inject", "--in-place", bundle, "example.com/e2e=log", name];
      const outcome = cdictl(...argv, "--server", server);
      expect(outcome).toEqual(cdictl(...argv, "-d", scratch.path("specs")));
      expect(outcome).toMatchObject({ status: 1, stdout: "" });
    }
    expect(JSON.stringify(readConfig(bundle))).toBe(before);
  });

  describe("has device names completed from the service", () => {
    const offered = "example.com/e2e=gone\nexample.com/e2e=log\n";
    let env: NodeJS.ProcessEnv;

    beforeAll(() => {
      mkdirSync(scratch.path("bin"));
      symlinkSync(cli, scratch.path("bin/cdictl"));
      for (const [shell, file] of [["bash"], ["zsh", "_cdictl"], ["fish"]])
        writeFileSync(scratch.path(file ?? `cdictl.${shell}`), cdictl("completion", shell ?? "").stdout);
      env = { PATH: `${scratch.path("bin")}:${process.env["PATH"]}`, HOME: scratch.path() };
    });

    it.each(["--server ", "--server="])("by bash with %j", (option) => {
      const script = `source "$0"
        COMP_LINE=$1 COMP_POINT=\${#1} COMP_WORDBREAKS=' '
        read -ra COMP_WORDS <<<"$1"
        COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
        _cdictl
        printf '%s\\n' "\${COMPREPLY[@]}"`;
      const line = `cdictl show ${option}${server} example.com`;
      const args = ["--norc", "-c", script, scratch.path("cdictl.bash"), line];
      expect(execFileSync("bash", args, { encoding: "utf8", env })).toBe(offered);
    });

    it.each(["--server ", "--server="])("by zsh with %j", (option) => {
      const args = ["-f", "test/e2e/offered-by-zsh.zsh", scratch.path(), `cdictl show ${option}${server} example.com`];
      expect(execFileSync("zsh", args, { encoding: "utf8", env })).toBe(offered);
    });

    it.each(["--server ", "--server="])("by fish with %j", (option) => {
      const script = "source $argv[1]; complete --do-complete $argv[2] | string split -f 1 \\t";
      const line = `cdictl show ${option}${server} example.com`;
      const args = ["--no-config", "--command", script, scratch.path("cdictl.fish"), line];
      // fish exits with 1 where there is no description to cut off.
      expect(spawnSync("fish", args, { encoding: "utf8", env }).stdout).toBe(offered);
    });
  });
});

it("a watch hears of a service that was killed and started again, and goes on", async () => {
  const address = `unix:${scratch.path("killed.sock")}`;
  const start = () =>
    spawn(process.execPath, [cli, "serve", "--listen", address, "-d", scratch.path("specs")], { stdio: "ignore" });
  let killed = start();
  const client = new CdiClient(address);
  await until(() => client.ready().catch(() => false));
  const watch = client.watch();
  const first = await watch.next();
  expect(first.value).toMatchObject({ type: "bookmark" });
  killed.kill("SIGKILL");
  await once(killed, "exit");
  killed = start();
  try {
    const { value } = await watch.next();
    expect(value).toMatchObject({ type: "resync" });
    expect(value?.revision.split(".")[0]).not.toBe(first.value?.revision.split(".")[0]);
    expect((await client.allDevices()).items).toHaveLength(2);
  } finally {
    await watch.return();
    killed.kill();
  }
});

import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import { notify } from "../../src/http/listeners/notify.ts";
import { ask, type Target } from "../http/listeners/use-servers.ts";
import { until } from "../registry/until.ts";
import { run, runWell } from "./command.ts";
import { useScratch } from "./scratch.ts";

const scratch = useScratch();

describe("the systemd units", () => {
  const names = readdirSync("contrib/systemd");

  beforeAll(() => {
    mkdirSync(scratch.path("units"));
    for (const name of names) {
      const text = readFileSync(`contrib/systemd/${name}`, "utf8");
      writeFileSync(scratch.path("units", name), text.replaceAll("/usr/bin/cdictl", "/bin/true"));
    }
  });

  it("are taken by systemd without a word", () => {
    const units = names.map((name) => scratch.path("units", name));
    expect(run("systemd-analyze", ["verify", "--recursive-errors=one", "--man=no", ...units])).toEqual({
      status: 0,
      stdout: "",
      stderr: "",
    });
  });

  it.each(names.filter((name) => name.endsWith(".service")))("expose %s no more than they must", (name) => {
    const args = ["security", "--offline=yes", "--threshold=30", scratch.path("units", name)];
    expect(run("systemd-analyze", args).status).toBe(0);
  });

  it("confine both ways of generating alike", () => {
    const [once, watch] = ["cdi-generate.service", "cdi-generate-watch.service"].map((name) =>
      readFileSync(`contrib/systemd/${name}`, "utf8").replace(/^.*(?=\nRuntimeDirectory=)/s, ""),
    );
    expect(watch).toBe(once);
  });
});

it("the user and the directory are made by systemd-sysusers and systemd-tmpfiles", () => {
  const root = scratch.path("root");
  for (const name of ["sysusers.d", "tmpfiles.d"])
    cpSync(`contrib/${name}`, `${root}/usr/lib/${name}`, { recursive: true });
  mkdirSync(`${root}/etc`);
  runWell("systemd-sysusers", [`--root=${root}`]);
  runWell("systemd-tmpfiles", ["--create", `--root=${root}`]);
  const [, uid] = /^cdi-registry:x:(\d+):/m.exec(readFileSync(`${root}/etc/passwd`, "utf8")) ?? [];
  const directory = statSync(`${root}/run/cdi-registry`);
  expect([directory.mode & 0o7777, String(directory.uid)]).toEqual([0o755, uid]);
});

it("notify is understood by systemd-notify", async () => {
  const socket = scratch.path("notify");
  const receiver = `socket(S, AF_UNIX, SOCK_DGRAM, 0); bind(S, pack_sockaddr_un($ARGV[0])) or die; $| = 1;
    while (defined recv(S, $m, 4096, 0)) { print "$m\\n" }`;
  const child = spawn("perl", ["-MSocket", "-e", receiver, socket], { stdio: ["ignore", "pipe", "inherit"] });
  let told = "";
  child.stdout.on("data", (chunk) => {
    told += String(chunk);
  });
  try {
    await until(() => existsSync(socket));
    const env = { PATH: process.env["PATH"], NOTIFY_SOCKET: socket };
    for (const state of ["ready", "reloading", "stopping"] as const)
      expect(await notify(state, { env })).toBeUndefined();
    await until(() => told.includes("STOPPING"));
    const lines = told.replaceAll("BARRIER=1\n", "").replace(/\d{3,}/, "N");
    expect(lines).toBe("READY=1\nRELOADING=1\nMONOTONIC_USEC=N\nSTOPPING=1\n");
  } finally {
    child.kill();
  }
});

describe("a socket that systemd hands over", () => {
  const script = `
    import { createServer } from "node:http";
    import { activatedListeners } from "./src/http/listeners/activated-listeners.ts";
    import { bind } from "./src/http/listeners/bind.ts";
    const [listener] = activatedListeners({ env: process.env, pid: process.pid });
    const server = createServer((_, response) => {
      response.setHeader("connection", "close").end(JSON.stringify({ listener, reach: bound.reach, address: bound.address }));
    });
    const bound = await bind(server, listener, { socket: { mode: 0o600 }, remoteAllowed: false });
    process.on("SIGTERM", () => bound.close());
  `;

  beforeAll(async () => {
    const stdin = { contents: script, resolveDir: process.cwd(), loader: "ts" } as const;
    await build({ stdin, outfile: scratch.path("server.mjs"), bundle: true, platform: "node", format: "esm" });
  });

  /** What a server answers that gets its socket from systemd, and has ended by then. */
  async function askActivated(address: string, target: Target): Promise<unknown> {
    const args = [`--listen=${address}`, "--fdname=api", process.execPath, scratch.path("server.mjs")];
    const child = spawn("systemd-socket-activate", args, { stdio: "ignore" });
    const exited = new Promise((resolve) => child.once("exit", resolve));
    let answer = "";
    try {
      await until(async () => {
        answer = await ask(target).catch(() => "");
        return answer !== "";
      });
      return JSON.parse(answer);
    } finally {
      child.kill();
      await exited;
    }
  }

  it("is listened on and left there where it is a unix socket", async () => {
    const path = scratch.path("api.sock");
    expect(await askActivated(path, { socketPath: path })).toEqual({
      listener: { kind: "activated", descriptor: 3, family: "unix", name: path },
      reach: "unix",
      address: `unix:${path}`,
    });
    expect(existsSync(path)).toBe(true);
  });

  it("is listened on where it is a TCP socket", async () => {
    expect(await askActivated("127.0.0.1:18473", { host: "127.0.0.1", port: 18_473 })).toEqual({
      listener: { kind: "activated", descriptor: 3, family: "tcp", name: "api" },
      reach: "loopback",
      address: "tcp:127.0.0.1:18473",
    });
  });
});

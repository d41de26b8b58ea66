import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ask } from "../http/ask.ts";
import { spec } from "../http/on-service.ts";
import { until } from "../registry/until.ts";
import { run } from "./command.ts";
import { useScratch } from "./scratch.ts";

const scratch = useScratch();
const cli = resolve("dist/cli/cdictl.cjs");
const services: ChildProcess[] = [];

afterAll(() => {
  for (const service of services) service.kill();
});

interface Served {
  readonly child: ChildProcess;
  readonly log: () => string;
}

function serve(args: readonly string[], env: Readonly<Record<string, string>> = {}): Served {
  let log = "";
  const child = spawn(process.execPath, [cli, "serve", ...args], {
    env: { PATH: process.env["PATH"], ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    log += text;
  });
  services.push(child);
  return { child, log: () => log };
}

describe("cdictl serve", () => {
  it("takes flags before the environment, and that before its file", async () => {
    for (const [place, device] of [
      ["of-file", "file"],
      ["of-env", "env"],
      ["of-flag", "flag"],
    ] as const) {
      mkdirSync(scratch.path(place));
      writeFileSync(scratch.path(`${place}/a.json`), spec("v.com/c", { [device]: {} }));
    }
    const digest = createHash("sha256").update("t0ken").digest("hex");
    writeFileSync(scratch.path("tokens"), `operator read,admin sha256:${digest}\n`);
    const socket = (name: string): string => scratch.path(`${name}.sock`);
    const config = `
listen: unix:${socket("file")}
spec-dirs: [${scratch.path("of-file")}]
socket:
  mode: 0600
token-file: ${scratch.path("tokens")}
limits:
  body-bytes: 1KiB
  watchers: 7
log:
  level: info
  sample: 1
`;
    writeFileSync(scratch.path("service.yaml"), config);
    const { child, log } = serve(
      ["--config", scratch.path("service.yaml"), "--listen", `unix:${socket("flag")}`, "-d", scratch.path("of-flag")],
      {
        CDI_SPEC_DIRS: scratch.path("of-env"),
        CDI_REGISTRY_LISTEN: `unix:${socket("env")}`,
        CDI_REGISTRY_LIMITS_BODY_BYTES: "2KiB",
        CDI_REGISTRY_TIMEOUTS_SHUTDOWN: "1s",
      },
    );
    const socketPath = socket("flag");
    await until(() =>
      ask(socketPath, "/readyz").then(
        ({ status }) => status === 200,
        () => false,
      ),
    );
    expect(statSync(socketPath).mode & 0o777).toBe(0o600);
    const devices: { items: { device: string }[] } = JSON.parse((await ask(socketPath, "/v1/devices")).text);
    expect(devices.items.map(({ device }) => device)).toEqual(["flag"]);
    const text = (bytes: number) => ({ body: { text: "x".repeat(bytes - 11) } });
    expect((await ask(socketPath, "/v1/validate", text(2048))).status).toBe(200);
    expect((await ask(socketPath, "/v1/validate", text(2049))).status).toBe(413);
    const headers = { authorization: "Bearer t0ken" };
    expect((await ask(socketPath, "/v1/reload", { method: "POST" })).status).toBe(403);
    expect((await ask(socketPath, "/v1/reload", { method: "POST", headers })).status).toBe(200);
    child.kill("SIGTERM");
    const [status] = await once(child, "exit");
    expect(status).toBe(0);
    expect(() => statSync(socketPath)).toThrow(/ENOENT/);
    expect(log()).not.toContain("t0ken");
    const messages = log()
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).msg)
      .filter((message) => message !== "request");
    expect([messages[0], messages[1], messages.at(-1)]).toEqual(["listening", "ready", "stopped"]);
  });

  it("says everything that is wrong with its configuration, one line each, and does not start", () => {
    writeFileSync(scratch.path("bad.yaml"), "listen: tcp:0.0.0.0:80\nsocket: { mode: 999 }\nlimit: 1\n");
    const { status, stdout, stderr } = run(process.execPath, [cli, "serve", "--config", scratch.path("bad.yaml")]);
    expect([status, stdout]).toEqual([1, ""]);
    const lines = stderr.trim().split("\n");
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).toMatch(/^cdictl: /);
    for (const word of ["0.0.0.0", "socket.mode", "limit"]) expect(stderr).toContain(word);
  });
});

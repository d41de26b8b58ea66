import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { expect, it } from "vitest";
import { type BindOptions, bind } from "../../../src/http/listeners/bind.ts";
import { childScript } from "../../registry/child-script.ts";
import { temporaryDirectory } from "../../registry/directories.ts";
import { asOrdinaryUser } from "../../registry/ordinary-user.ts";
import { ask, serverNamed } from "./use-servers.ts";

const options: BindOptions = { socket: { mode: 0o660 }, remoteAllowed: false };

function bindNamed(name: string, path: string, socket = options.socket) {
  return bind(serverNamed(name), { kind: "unix", path }, { ...options, socket });
}

/** Leaves a socket file as a server does that is killed. */
function leaveDeadSocket(path: string): void {
  const script = "require('net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))";
  spawnSync(process.execPath, ["-e", script, path]);
}

it("bind makes the directory of a unix socket, and at its end removes the socket alone", async () => {
  const dir = temporaryDirectory();
  const path = join(dir, "run/cdi-registry/cdi.sock");
  const before = process.umask(0o077);
  const bound = await bindNamed("a", path).finally(() => process.umask(before));
  expect(bound).toMatchObject({ reach: "unix", address: `unix:${path}` });
  expect(statSync(join(dir, "run/cdi-registry")).mode & 0o777).toBe(0o755);
  expect(statSync(path).mode & 0o777).toBe(0o660);
  expect(await ask({ socketPath: path })).toBe("a");
  expect(process.umask()).toBe(before);
  await bound.close();
  expect(readdirSync(join(dir, "run/cdi-registry"))).toEqual([]);
});

it.each([0o600, 0o666])("bind gives the socket the mode %o", async (mode) => {
  const path = join(temporaryDirectory(), "cdi.sock");
  await bindNamed("a", path, { mode });
  expect(statSync(path).mode & 0o777).toBe(mode);
});

it("bind gives the socket to a group, where it may", async () => {
  const path = join(temporaryDirectory(), "cdi.sock");
  const groupId = process.geteuid?.() === 0 ? 65534 : (process.getegid?.() ?? 0);
  await bindNamed("a", path, { mode: 0o660, groupId });
  expect(statSync(path).gid).toBe(groupId);
  await asOrdinaryUser(async () => {
    const dir = temporaryDirectory();
    await expect(bindNamed("b", join(dir, "cdi.sock"), { mode: 0o660, groupId: 0 })).rejects.toThrow(
      `Cannot listen on unix:${dir}/cdi.sock: only root or a member may give the socket to group 0`,
    );
    expect(readdirSync(dir)).toEqual([]);
  });
});

it("bind replaces the socket of a dead server", async () => {
  const path = join(temporaryDirectory(), "cdi.sock");
  leaveDeadSocket(path);
  expect(existsSync(path)).toBe(true);
  await bindNamed("b", path);
  expect(await ask({ socketPath: path })).toBe("b");
  expect(readdirSync(join(path, ".."))).toEqual(["cdi.sock"]);
});

it("bind leaves a live server alone, and says so", async () => {
  const path = join(temporaryDirectory(), "cdi.sock");
  await bindNamed("a", path);
  await expect(bindNamed("b", path)).rejects.toThrow(
    `Cannot listen on unix:${path}: another server answers on ${path}`,
  );
  expect(await ask({ socketPath: path })).toBe("a");
  expect(readdirSync(join(path, ".."))).toEqual(["cdi.sock"]);
});

it("bind leaves alone what is no socket, a link to one as well", async () => {
  const dir = temporaryDirectory();
  writeFileSync(join(dir, "file"), "precious");
  mkdirSync(join(dir, "directory"));
  leaveDeadSocket(join(dir, "dead"));
  symlinkSync("dead", join(dir, "link"));
  for (const name of ["file", "directory", "link"]) {
    await expect(bindNamed("a", join(dir, name))).rejects.toThrow("something that is no socket is there, and it stays");
  }
  expect(readFileSync(join(dir, "file"), "utf8")).toBe("precious");
  expect(readdirSync(dir).sort()).toEqual(["dead", "directory", "file", "link"]);
});

it("bind removes at its end no socket that another server put in its place", async () => {
  const path = join(temporaryDirectory(), "cdi.sock");
  const first = await bindNamed("a", path);
  renameSync(path, `${path}.away`);
  await bindNamed("b", path);
  await first.close();
  expect(await ask({ socketPath: path })).toBe("b");
});

it("bind says why it cannot make a socket", () =>
  asOrdinaryUser(async () => {
    const dir = temporaryDirectory();
    mkdirSync(join(dir, "closed"));
    chmodSync(join(dir, "closed"), 0o555);
    for (const path of [join(dir, "closed/cdi.sock"), join(dir, "closed/more/cdi.sock")]) {
      await expect(bindNamed("a", path)).rejects.toThrow(`Cannot listen on unix:${path}: permission denied`);
    }
    writeFileSync(join(dir, "file"), "");
    await expect(bindNamed("a", join(dir, "file/cdi.sock"))).rejects.toThrow("cdi.sock: file already exists");
  }));

it("bind breaks the lock of a server that died while it held it", async () => {
  const path = join(temporaryDirectory(), "cdi.sock");
  leaveDeadSocket(path);
  writeFileSync(`${path}.lock`, "");
  await bindNamed("b", path);
  expect(readdirSync(join(path, ".."))).toEqual(["cdi.sock"]);
});

it("bind leaves exactly one of many that start at once", async () => {
  for (let round = 0; round < 20; round++) {
    const path = join(temporaryDirectory(), "cdi.sock");
    leaveDeadSocket(path);
    const names = Array.from({ length: 8 }, (_, index) => String(index));
    const outcomes = await Promise.allSettled(names.map((name) => bindNamed(name, path)));
    const winners = names.filter((_, index) => outcomes[index]?.status === "fulfilled");
    expect(winners).toEqual([await ask({ socketPath: path })]);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") expect(String(outcome.reason)).toContain("another server answers");
    }
  }
});

it("bind takes a server that is too busy to answer for a live one", async () => {
  const path = join(temporaryDirectory(), "cdi.sock");
  const script =
    "const s = require('net').createServer().listen({ path: process.argv[1], backlog: 0 }, () => { process.stdout.write('x'); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20000); })";
  const child = spawn(process.execPath, ["-e", script, path], { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((resolve) => child.stdout.once("data", resolve));
  const waiting = Array.from({ length: 4 }, () => connect({ path }).on("error", () => {}));
  try {
    await expect(bind(createServer(), { kind: "unix", path }, options)).rejects.toThrow("another server answers");
  } finally {
    for (const socket of waiting) socket.destroy();
    child.kill("SIGKILL");
  }
});

it("bind leaves exactly one of many processes that start at once", async () => {
  const script = await childScript(`
    import { createServer } from "node:net";
    import { bind } from "../../src/http/listeners/bind.ts";
    const [path = "", start] = process.argv.slice(2);
    while (Date.now() < Number(start));
    const options = { socket: { mode: 0o660 }, remoteAllowed: false };
    bind(createServer((socket) => socket.end()), { kind: "unix", path }, options).then(
      () => process.stdout.write("listens\\n"),
      (error) => process.stdout.write(error.message + "\\n"),
    );
  `);
  const path = join(temporaryDirectory(), "cdi.sock");
  leaveDeadSocket(path);
  const start = String(Date.now() + 1_000);
  const children = Array.from({ length: 8 }, () =>
    spawn(process.execPath, [script, path, start], { stdio: ["ignore", "pipe", "inherit"] }),
  );
  const lines = await Promise.all(
    children.map(
      (child) => new Promise((resolve) => child.stdout.once("data", (line) => resolve(String(line).trim()))),
    ),
  );
  for (const child of children) child.kill("SIGKILL");
  const others = Array(7).fill(`Cannot listen on unix:${path}: another server answers on ${path}`);
  expect(lines.sort()).toEqual([...others, "listens"]);
});

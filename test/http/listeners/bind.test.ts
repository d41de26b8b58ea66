import { readdirSync } from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { expect, it } from "vitest";
import { type BindOptions, bind } from "../../../src/http/listeners/bind.ts";
import { temporaryDirectory } from "../../registry/directories.ts";
import { ask, serverNamed } from "./use-servers.ts";

const options: BindOptions = { socket: { mode: 0o660 }, remoteAllowed: false };

function portOf(address: string): number {
  return Number(/:(\d+)$/.exec(address)?.[1]);
}

it.each([
  ["127.0.0.1", /^tcp:127\.0\.0\.1:\d+$/, "loopback"],
  ["::1", /^tcp:\[::1\]:\d+$/, "loopback"],
  ["localhost", /^tcp:(?:127\.0\.0\.1|\[::1\]):\d+$/, "loopback"],
  ["0.0.0.0", /^tcp:0\.0\.0\.0:\d+$/, "remote"],
] as const)("bind listens on TCP %s, tells the port and the reach, and lets go of it", async (host, address, reach) => {
  const server = serverNamed("a");
  const bound = await bind(server, { kind: "tcp", host, port: 0 }, { ...options, remoteAllowed: true });
  expect(bound.address).toMatch(address);
  expect(bound.reach).toBe(reach);
  const target = { host: host === "0.0.0.0" ? "127.0.0.1" : host, port: portOf(bound.address) };
  expect(await ask(target)).toBe("a");
  await bound.close();
  await expect(ask(target)).rejects.toThrow("ECONNREFUSED");
});

it("bind opens nothing to other machines where that is not allowed", async () => {
  const server = serverNamed("a");
  await expect(bind(server, { kind: "tcp", host: "0.0.0.0", port: 0 }, options)).rejects.toThrow(
    /^Cannot listen on tcp:0\.0\.0\.0:\d+: other machines can reach it, and neither tokens nor a client CA are configured$/,
  );
  expect(server.listening).toBe(false);
});

it.each([
  ["203.0.113.7", 80, "Cannot listen on tcp:203.0.113.7:80: this machine does not have this address"],
  ["no-such-host.invalid", 80, /^Cannot listen on tcp:no-such-host\.invalid:80: (?:no such host|the name of the host)/],
])("bind says why it cannot listen on TCP %s", async (host, port, message) => {
  await expect(bind(serverNamed("a"), { kind: "tcp", host, port }, options)).rejects.toThrow(message);
});

it("bind says that a port is taken", async () => {
  const first = await bind(serverNamed("a"), { kind: "tcp", host: "127.0.0.1", port: 0 }, options);
  const port = portOf(first.address);
  await expect(bind(serverNamed("b"), { kind: "tcp", host: "127.0.0.1", port }, options)).rejects.toThrow(
    `Cannot listen on tcp:127.0.0.1:${port}: another server has this address`,
  );
});

it("bind waits at its end for the connections that there are", async () => {
  const path = join(temporaryDirectory(), "cdi.sock");
  const server = createServer((socket) => socket.on("data", () => socket.end("bye")));
  const bound = await bind(server, { kind: "unix", path }, options);
  const socket = connect({ path });
  await new Promise((resolve) => server.once("connection", resolve));
  let isClosed = false;
  const closing = bound.close().then(() => {
    isClosed = true;
  });
  expect(readdirSync(join(path, ".."))).toEqual([]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(isClosed).toBe(false);
  socket.write("x");
  socket.resume();
  await closing;
});

import { readFileSync } from "node:fs";
import { request } from "node:https";
import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { describe, expect, it } from "vitest";
import { until } from "../../registry/until.ts";
import { type RunningService, startService } from "../start-service.ts";

const folder = "test/http/certificates";
const pem = (name: string) => readFileSync(`${folder}/${name}.pem`);

async function startTls(settings: Readonly<Record<string, string>> = {}): Promise<RunningService & { port: number }> {
  const running = await startService({
    dirs: [],
    settings: {
      LISTEN: "tcp:127.0.0.1:0",
      TLS_CERTIFICATE_FILE: `${folder}/server.pem`,
      TLS_KEY_FILE: `${folder}/server-key.pem`,
      TLS_CLIENT_CA_FILE: `${folder}/ca.pem`,
      TIMEOUTS_HEADERS: "500ms",
      ...settings,
    },
  });
  const port = Number(running.service.addresses[0]?.split(":").at(-1));
  return { ...running, port };
}

/** Asks with a client certificate, or without; the status and the code of the answer. */
function askTls(
  port: number,
  client?: string,
): Promise<{ readonly status: number | undefined; readonly text: string }> {
  const own = client === undefined ? {} : { cert: pem(client), key: pem(`${client}-key`) };
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: "127.0.0.1", servername: "localhost", port, path: "/v1/devices", ca: pem("ca"), agent: false, ...own },
      (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (chunk: string) => {
          text += chunk;
        });
        answer.on("end", () => resolve({ status: answer.statusCode, text }));
      },
    );
    sent.on("error", reject);
    sent.end();
  });
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.on("error", () => {});
    socket.on("close", () => resolve());
    socket.resume();
  });
}

describe("a TLS listener", () => {
  it("lets in whom its CA stands behind, and tells everyone else why not", async () => {
    const { port } = await startTls();
    expect(await askTls(port, "client")).toMatchObject({ status: 200 });
    for (const other of ["stranger", undefined])
      expect(await askTls(port, other)).toMatchObject({
        status: 401,
        text: expect.stringContaining('"unauthenticated"'),
      });
  });

  it("cuts who does not speak TLS, and goes on", async () => {
    const { port, service, logged } = await startTls();
    for (const bytes of ["GET / HTTP/1.1\r\nHost: a\r\n\r\n", "\x16\x03\x01\x00\x05hello", "\0".repeat(10_000)]) {
      const socket = connectTcp({ host: "127.0.0.1", port });
      const over = closed(socket);
      socket.write(bytes);
      await over;
    }
    await until(() => service.connections === 0);
    expect(await askTls(port, "client")).toMatchObject({ status: 200 });
    expect(logged.join("")).not.toContain('"level":"error"');
  });

  it("cuts who stops in the middle of the handshake, or says nothing at all", async () => {
    const { port, service } = await startTls();
    const hello = Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3]);
    const sockets = Array.from({ length: 20 }, () => connectTcp({ host: "127.0.0.1", port }));
    const over = sockets.map(closed);
    for (const [index, socket] of sockets.entries()) if (index % 2 === 0) socket.write(hello);
    expect(await askTls(port, "client")).toMatchObject({ status: 200 });
    await Promise.all(over);
    await until(() => service.connections === 0);
  });

  it("ends although a handshake is under way", async () => {
    const { port, service } = await startTls({
      TIMEOUTS_HEADERS: "10m",
      TIMEOUTS_BODY: "10m",
      TIMEOUTS_SHUTDOWN: "200ms",
    });
    const socket = connectTcp({ host: "127.0.0.1", port });
    const over = closed(socket);
    socket.write(Buffer.from([0x16, 3, 1, 2, 0]));
    await until(() => service.connections === 1);
    await service.stop();
    await over;
  });

  it("cuts who agrees on TLS and then asks for nothing", async () => {
    const { port, service } = await startTls();
    const socket = connectTls({ host: "127.0.0.1", port, ca: pem("ca"), servername: "localhost" });
    await closed(socket);
    await until(() => service.connections === 0);
  });
});

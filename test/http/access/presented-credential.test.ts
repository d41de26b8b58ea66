import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { type ConnectionOptions, connect, type TLSSocket } from "node:tls";
import { afterAll, beforeAll, expect, it } from "vitest";
import { presentedCredential } from "../../../src/http/access/presented-credential.ts";
import { readTls } from "../../../src/http/listeners/tls-options.ts";

const folder = new URL("../certificates/", import.meta.url);
const pem = (name: string) => readFileSync(new URL(name, folder), "utf8");
const pair = (name: string) => ({ cert: pem(`${name}.pem`), key: pem(`${name}-key.pem`) });
let server: Server;

beforeAll(async () => {
  const files = { certificateFile: "server.pem", keyFile: "server-key.pem", clientCaFile: "ca.pem" };
  const reading = readTls(files, pem);
  if ("mistakes" in reading || !reading.tls) throw new Error("no TLS");
  server = createServer(reading.tls, (request, response) => {
    response.setHeader("connection", "close").end(JSON.stringify(presentedCredential(request)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterAll(() => {
  server.close();
});

interface Answer {
  readonly credential: unknown;
  readonly session: Buffer | undefined;
  readonly isReused: boolean;
}

/** Asks the server once, over TLS by hand, for only so can a session be resumed with other certificates. */
function ask(options: ConnectionOptions, header = ""): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    let session: Buffer | undefined;
    let text = "";
    const socket: TLSSocket = connect({
      host: "127.0.0.1",
      port,
      ca: pem("ca.pem"),
      servername: "localhost",
      ...options,
    });
    socket.on("session", (ticket) => {
      session = ticket;
    });
    socket.on("data", (chunk) => {
      text += String(chunk);
    });
    socket.on("end", () => {
      const credential: unknown = JSON.parse(text.slice(text.indexOf("\r\n\r\n")));
      resolve({ credential, session, isReused: socket.isSessionReused() });
    });
    socket.on("error", reject);
    socket.write(`GET / HTTP/1.1\r\nhost: localhost\r\n${header}\r\n`);
  });
}

it("presentedCredential takes a certificate that the CA stands behind", async () => {
  const { credential } = await ask(pair("client"));
  expect(credential).toEqual({ kind: "certificate", subject: "O=Tests, CN=node-a" });
});

it("presentedCredential takes no certificate of another CA, and none for none", async () => {
  expect((await ask(pair("stranger"))).credential).toEqual({ kind: "none" });
  expect((await ask({})).credential).toEqual({ kind: "none" });
});

it("presentedCredential lets a header count before a certificate", async () => {
  const token = await ask(pair("client"), "authorization: Bearer abc\r\n");
  expect(token.credential).toEqual({ kind: "token", text: "abc" });
  const malformed = await ask(pair("client"), "authorization: Basic YTpi\r\n");
  expect(malformed.credential).toEqual({ kind: "malformed" });
});

it.each(["TLSv1.2", "TLSv1.3"] as const)(
  "presentedCredential trusts a resumed session of %s no more",
  async (version) => {
    const versions = { minVersion: version, maxVersion: version };
    for (const [name, expected] of [
      [undefined, { kind: "none" }],
      ["stranger", { kind: "none" }],
      ["client", { kind: "certificate", subject: "O=Tests, CN=node-a" }],
    ] as const) {
      const own = name === undefined ? {} : pair(name);
      const { session } = await ask({ ...versions, ...own });
      const again = await ask({ ...versions, ...own, ...(session ? { session } : {}) });
      expect({ name, credential: again.credential }).toEqual({ name, credential: expected });
      if (name === undefined) expect(again.isReused).toBe(true);
    }
  },
);

import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import { afterAll, beforeAll, expect, it } from "vitest";
import { CdiClient } from "../../src/client/cdi-client.ts";
import type { TlsCredentials } from "../../src/client/connection.ts";
import { cdictl, refusal } from "../cli/command-line.ts";

const folder = "test/http/certificates";
const pem = (name: string) => readFileSync(`${folder}/${name}.pem`);
const ca = pem("ca");

let server: Server;
let port = 0;

/** A service over TLS that wants a certificate, and says whose it got. */
beforeAll(async () => {
  const options = { cert: pem("server"), key: pem("server-key"), ca, requestCert: true, rejectUnauthorized: true };
  server = createServer(options, (_, response) =>
    response
      .setHeader("content-type", "application/json")
      .end(JSON.stringify({ revision: "a.1", hostname: "tls", directories: [], items: [] })),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  port = typeof address === "object" ? (address?.port ?? 0) : 0;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const ask = (tls: TlsCredentials, scheme = "https") => new CdiClient(`${scheme}://localhost:${port}`, { tls }).node();

it("is used with an authority of one's own and a certificate to show", async () => {
  const answer = await ask({ ca, cert: pem("client"), key: pem("client-key") });
  expect(answer.hostname).toBe("tls");
});

it.each([
  ["an authority that nobody knows", {}, "https", "untrusted", "unknown authority"],
  ["no certificate to show", { ca }, "https", "untrusted", "may want a client certificate"],
  [
    "a certificate of a stranger",
    { ca, cert: pem("stranger"), key: pem("stranger-key") },
    "https",
    "closed",
    "or another one",
  ],
  ["http instead of https", {}, "http", "closed", "is it https"],
])("is told of with %s", async (_, tls, scheme, reason, message) => {
  const error: unknown = await ask(tls, scheme).catch((thrown) => thrown);
  expect(error).toMatchObject({ name: "ConnectionError", reason, message: expect.stringContaining(message) });
});

it("gets its files from the environment of cdictl", async () => {
  const env = {
    CDI_SERVER: `https://localhost:${port}`,
    CDI_SERVER_CA_FILE: `${folder}/ca.pem`,
    CDI_SERVER_CERTIFICATE_FILE: `${folder}/client.pem`,
    CDI_SERVER_KEY_FILE: `${folder}/client-key.pem`,
  };
  expect(await cdictl(["list", "dirs", "--format", "json"], { env })).toEqual({
    status: 0,
    stdout: "[]\n",
    stderr: "",
  });
  refusal(await cdictl(["list", "dirs"], { env: { ...env, CDI_SERVER_CA_FILE: "" } }));
});

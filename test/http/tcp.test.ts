import { readFileSync } from "node:fs";
import { request as plainRequest } from "node:http";
import { type RequestOptions, request as tlsRequest } from "node:https";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { temporaryDirectory, writeOldFiles } from "../registry/directories.ts";
import { spec } from "./on-service.ts";
import { startService } from "./start-service.ts";
import { bearer, tokenFile } from "./tokens.ts";

const certificate = (name: string): string => fileURLToPath(new URL(`certificates/${name}.pem`, import.meta.url));
const pem = (name: string): string => readFileSync(certificate(name), "utf8");

async function listening(settings: Readonly<Record<string, string>>) {
  const dir = temporaryDirectory();
  writeOldFiles(dir, { "a.json": spec("v.com/c", { a: {} }) });
  const { service } = await startService({ dirs: [dir], settings: { LISTEN: "tcp:127.0.0.1:0", ...settings } });
  return Number(/:(\d+)$/.exec(service.addresses[0] ?? "")?.[1]);
}

function status(options: RequestOptions, isTls = false): Promise<number> {
  return new Promise((resolve, reject) => {
    const ask = isTls ? tlsRequest : plainRequest;
    const asked = ask({ host: "127.0.0.1", agent: false, path: "/v1/devices", ...options }, (response) =>
      resolve(response.resume().statusCode ?? 0),
    );
    asked.on("error", reject);
    asked.end();
  });
}

describe("a loopback listener", () => {
  it("answers requests that name this machine, and none that a web page could send", async () => {
    const port = await listening({});
    for (const [host, expected] of [
      [`127.0.0.1:${port}`, 200],
      [`localhost:${port}`, 200],
      ["localhost", 200],
      [`[::1]:${port}`, 200],
      [`evil.example:${port}`, 403],
      ["127.0.0.1.evil.example", 403],
      ["localhost@evil.example", 403],
    ] as const)
      for (let time = 0; time < 2; time++)
        expect([host, await status({ port, headers: { host } })]).toEqual([host, expected]);
  });

  it("grants reading and edits, and not the service itself", async () => {
    const port = await listening({});
    const method = "POST";
    const body = { "content-type": "application/json" };
    expect(await status({ port, method, path: "/v1/reload" })).toBe(403);
    expect(await status({ port, method, path: "/v1/resolve", headers: body })).toBe(400);
  });

  it("needs a token where there are any, and goes by no name then", async () => {
    const port = await listening({ TOKEN_FILE: tokenFile() });
    expect(await status({ port })).toBe(401);
    expect(await status({ port, headers: bearer("reader") })).toBe(200);
    expect(await status({ port, headers: { ...bearer("reader"), host: "node.example" } })).toBe(200);
    expect(await status({ port, headers: bearer("late") })).toBe(401);
  });
});

describe("a TLS listener", () => {
  const own = { TLS_CERTIFICATE_FILE: certificate("server"), TLS_KEY_FILE: certificate("server-key") };
  const ca = pem("ca");

  it("grants what is set to who shows a certificate of the client CA", async () => {
    const port = await listening({ ...own, TLS_CLIENT_CA_FILE: certificate("ca"), TLS_CLIENT_SCOPES: "read" });
    const client = { ca, cert: pem("client"), key: pem("client-key") };
    expect(await status({ port, ...client }, true)).toBe(200);
    expect(await status({ port, ...client, path: "/v1/resolve", method: "POST" }, true)).toBe(403);
    expect(await status({ port, ca }, true)).toBe(401);
    const stranger = { ca, cert: pem("stranger"), key: pem("stranger-key") };
    expect(await status({ port, ...stranger }, true)).toBe(401);
    expect(await status({ port, ...client, headers: bearer("root") }, true)).toBe(401);
  });

  it("takes tokens as well", async () => {
    const port = await listening({ ...own, TOKEN_FILE: tokenFile() });
    expect(await status({ port, ca }, true)).toBe(401);
    expect(await status({ port, ca, headers: bearer("root"), path: "/v1/reload", method: "POST" }, true)).toBe(200);
    await expect(status({ port, headers: bearer("root") })).rejects.toThrow();
    await expect(status({ port, headers: bearer("root") }, true)).rejects.toThrow(/certificate/);
  });
});

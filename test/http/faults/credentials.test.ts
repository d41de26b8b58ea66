import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readContract } from "../../../src/http/contract.ts";
import { specText, temporaryDirectory, writeOldFiles } from "../../registry/directories.ts";
import { ask } from "../ask.ts";
import { type RunningService, startService } from "../start-service.ts";

const secrets = { reader: "reader-secret", editor: "editor-secret", old: "old-secret", admin: "admin-secret" };

function line(name: keyof typeof secrets, scopes: string, more = ""): string {
  return `${name} ${scopes} sha256:${createHash("sha256").update(secrets[name]).digest("hex")} ${more}\n`;
}

async function startGuarded(): Promise<RunningService> {
  const tokenFile = `${temporaryDirectory()}/tokens`;
  const lines = [line("reader", "read"), line("editor", "edits"), line("admin", "admin")];
  writeFileSync(tokenFile, lines.join("") + line("old", "read,edits,admin", "expires=2020-01-01T00:00:00Z"));
  const dir = temporaryDirectory();
  writeOldFiles(dir, { "a.json": specText("v.com/c", ["a"]) });
  return startService({ dirs: [dir], settings: { TOKEN_FILE: tokenFile, LOG_SAMPLE: "1" } });
}

const bad: readonly (readonly [string, string])[] = [
  ["an expired token", `Bearer ${secrets.old}`],
  ["a token that nobody has", "Bearer nobody-has-this-secret"],
  ["the digest instead of the token", `Bearer ${createHash("sha256").update(secrets.admin).digest("hex")}`],
  ["no token after the scheme", "Bearer"],
  ["two tokens", `Bearer ${secrets.admin} ${secrets.admin}`],
  ["another scheme", `Basic ${Buffer.from(`admin:${secrets.admin}`).toString("base64")}`],
  ["a token without a scheme", secrets.admin],
  ["something long", `Bearer ${"x".repeat(8000)}`],
  ["nothing", ""],
];

const guarded = readContract().filter(({ scope }) => scope !== "none");

describe("a credential that is no good", () => {
  it.each(bad)("is refused on every route, kept answers included: %s", async (_, authorization) => {
    const { socketPath, logged } = await startGuarded();
    const device = "/v1/devices/v.com/c/a";
    const asReader = { headers: { authorization: `Bearer ${secrets.reader}` } };
    for (let count = 0; count < 2; count++) expect((await ask(socketPath, device, asReader)).status).toBe(200);
    const paths = [
      ...guarded.map(({ method, url }) => [method, url.replace(/:\w+/g, "x")] as const),
      ["GET", device] as const,
    ];
    for (const [method, path] of paths) {
      const body = method === "POST" ? { body: { devices: ["v.com/c=a"], spec: {} } } : {};
      const reply = await ask(socketPath, path, { method, headers: { authorization }, ...body });
      expect([path, reply.status, JSON.parse(reply.text).code]).toEqual([path, 401, "unauthenticated"]);
      expect(reply.headers["www-authenticate"]).toBe('Bearer realm="cdi-registry"');
      expect(reply.text).not.toMatch(/expired|unknown|secret/);
    }
    expect(logged.join("")).not.toMatch(/-secret|xxxx/);
    expect(logged.join("")).not.toContain(createHash("sha256").update(secrets.admin).digest("hex"));
  });

  it("does not keep anyone from routes that are for everyone", async () => {
    const { socketPath } = await startGuarded();
    for (const path of ["/healthz", "/readyz", "/openapi.yaml"])
      expect((await ask(socketPath, path, { headers: { authorization: "Bearer x" } })).status).toBe(200);
  });
});

describe("what a scope does not show", () => {
  it("is on no route of another scope", async () => {
    const { socketPath } = await startGuarded();
    for (const name of ["reader", "editor", "admin"] as const) {
      const has = { reader: "read", editor: "edits", admin: "admin" }[name];
      for (const { method, url, scope } of guarded.filter((operation) => operation.scope !== has)) {
        const { status } = await ask(socketPath, url.replace(/:\w+/g, "x"), {
          method,
          headers: { authorization: `Bearer ${secrets[name]}` },
        });
        expect([name, url, scope, status]).toEqual([name, url, scope, 403]);
      }
    }
  });

  it("is not in an answer that was kept for somebody who may see it, nor known by its tag", async () => {
    const { socketPath } = await startGuarded();
    const path = "/v1/devices/v.com/c/a";
    const reader = { authorization: `Bearer ${secrets.reader}` };
    let tag = "";
    for (let count = 0; count < 3; count++) {
      const whole = await ask(socketPath, path);
      tag = String(whole.headers.etag);
      expect(whole.text).toContain("containerEdits");
      const part = await ask(socketPath, path, { headers: reader });
      expect([part.status, part.text.includes("containerEdits")]).toEqual([200, false]);
      expect(part.headers.etag).not.toBe(tag);
    }
    const again = await ask(socketPath, path, { headers: { ...reader, "if-none-match": tag } });
    expect([again.status, again.text.includes("containerEdits")]).toEqual([200, false]);
    const { digest } = JSON.parse((await ask(socketPath, "/v1/specs")).text).items[0];
    for (let count = 0; count < 2; count++) {
      expect((await ask(socketPath, `/v1/specs/${digest}`)).status).toBe(200);
      expect((await ask(socketPath, `/v1/specs/${digest}`, { headers: reader })).status).toBe(403);
    }
  });
});

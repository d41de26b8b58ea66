import { describe, expect, it } from "vitest";
import type { Error as Problem } from "../../../src/contract/schemas.ts";
import { readContract } from "../../../src/http/contract.ts";
import { ask } from "../ask.ts";
import { onService, spec } from "../on-service.ts";
import { bearer, type Holder, tokenFile } from "../tokens.ts";

const files = { "a.json": spec("v.com/c", { a: {} }) };

/** What the issue says of scopes; the contract has to say the same. */
const scopes = {
  listDevices: "read",
  getDevice: "read",
  resolveDevices: "edits",
  injectDevices: "edits",
  preflightDevices: "edits",
  validateSpec: "read",
  listSpecs: "read",
  getSpec: "edits",
  listProblems: "read",
  getNode: "read",
  getTopology: "read",
  watchDevices: "read",
  reload: "admin",
  getHealth: "none",
  getReadiness: "none",
  getMetrics: "read",
  getContract: "none",
};

const questions = readContract().map(({ id, url, method }) => ({
  id,
  path: `${url.replace(":vendor", "v.com").replace(":class", "c").replace(":device", "a").replace(":digest", "x")}?x=1`,
  method,
}));

it("the contract has the scopes that are promised", () => {
  expect(Object.fromEntries(readContract().map(({ id, scope }) => [id, scope]))).toEqual(scopes);
});

describe.each<{ holder: Holder; granted: string[]; refusal: number }>([
  { holder: "reader", granted: ["none", "read"], refusal: 403 },
  { holder: "editor", granted: ["none", "edits"], refusal: 403 },
  { holder: "operator", granted: ["none", "admin"], refusal: 403 },
  { holder: "root", granted: ["none", "read", "edits", "admin"], refusal: 403 },
  { holder: "late", granted: ["none"], refusal: 401 },
])("the token of $holder", ({ holder, granted, refusal }) => {
  it("opens the routes of its scopes and no others", async () => {
    const { socketPath } = await onService(files, { settings: { TOKEN_FILE: tokenFile() } });
    for (const { id, path, method } of questions) {
      // The parameter is unknown, so that who is let in gets 400 everywhere.
      const { status, headers } = await ask(socketPath, path, { method, headers: bearer(holder) });
      expect([id, status]).toEqual([id, granted.includes(scopes[id]) ? 400 : refusal]);
      expect(headers["www-authenticate"]).toBe(status === 401 ? 'Bearer realm="cdi-registry"' : undefined);
    }
  });
});

it.each(["Bearer nobody", "Bearer", "Basic cm9vdDpyb290", "bearer rootroot x", "Bearer root root", " "])(
  "the credential %j opens no route but the open ones",
  async (authorization) => {
    const { socketPath } = await onService(files, { settings: { TOKEN_FILE: tokenFile() } });
    for (const { id, path, method } of questions) {
      const { status, text } = await ask(socketPath, path, { method, headers: { authorization } });
      const problem: Problem = JSON.parse(text);
      const isOpen = scopes[id] === "none";
      expect([id, status, problem.code]).toEqual([
        id,
        isOpen ? 400 : 401,
        isOpen ? "invalid-parameter" : "unauthenticated",
      ]);
      if (!isOpen) expect(problem.detail).toBe("A valid token or client certificate is needed");
    }
  },
);

it("who is let in and who is not is not remembered from one to the other", async () => {
  const { socketPath } = await onService(files, { settings: { TOKEN_FILE: tokenFile() } });
  for (let time = 0; time < 3; time++)
    for (const [holder, expected] of [
      ["root", 200],
      ["late", 401],
      ["editor", 403],
    ] as const)
      expect((await ask(socketPath, "/v1/devices", { headers: bearer(holder) })).status).toBe(expected);
});

it("a Unix socket needs no token for reading and edits, and one for the rest where there are any", async () => {
  const open = await onService(files);
  expect((await ask(open.socketPath, "/v1/reload", { method: "POST" })).status).toBe(200);
  const guarded = await onService(files, { settings: { TOKEN_FILE: tokenFile() } });
  expect((await ask(guarded.socketPath, "/v1/devices")).status).toBe(200);
  expect((await ask(guarded.socketPath, "/v1/resolve", { body: { devices: ["v.com/c=a"] } })).status).toBe(200);
  expect((await ask(guarded.socketPath, "/v1/reload", { method: "POST" })).status).toBe(403);
});

import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { entityTag, isNamed } from "../../../src/http/answers/etag.ts";
import { until } from "../../registry/until.ts";
import { hostWithFifos } from "../host-with-fifos.ts";
import { onService, spec } from "../on-service.ts";
import { bearer, tokenFile } from "../tokens.ts";

describe("isNamed", () => {
  it.each([
    ['"e.1"', true],
    ['W/"e.1"', true],
    ['"e.0", "e.1"', true],
    ['W/"e.0" ,W/"e.1"', true],
    ["*", true],
    [" * ", true],
    ["", false],
    ["e.1", false],
    ['"e.11"', false],
    ['"e.1-e"', false],
    [undefined, false],
  ])("%s: %s", (header, expected) => {
    expect(isNamed(entityTag("e.1", ["read"]), header)).toBe(expected);
  });
});

const files = { "a.json": spec("v.com/c", { d: {} }) };
const routes = [
  "/v1/devices",
  "/v1/devices?limit=1&class=c",
  "/v1/devices/v.com/c/d",
  "/v1/specs",
  "/v1/problems",
  "/v1/node",
  "/v1/topology",
];

describe("tags", () => {
  it.each(routes)("save the answer of %s until something changes", async (path) => {
    const { tell, change } = await onService(files);
    const { headers } = await tell(path);
    const { etag = "" } = headers;
    expect(etag).toMatch(/^"[^"]+"$/);
    for (const named of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
      const reply = await tell(path, { headers: { "if-none-match": named } });
      expect([named, reply.status, reply.text, reply.headers.etag]).toEqual([named, 304, "", etag]);
      expect(reply.headers).toMatchObject({ "cache-control": "no-cache", vary: "accept, authorization" });
      expect(reply.headers).not.toHaveProperty("content-type");
    }
    await change({ "b.json": "{" });
    const reply = await tell(path, { headers: { "if-none-match": etag } });
    expect(reply.status).toBe(200);
    expect(reply.headers.etag).not.toBe(etag);
  });

  it("differ where clients with other scopes get another answer", async () => {
    const { tell } = await onService(files, { settings: { TOKEN_FILE: tokenFile() } });
    const path = "/v1/devices/v.com/c/d";
    const withEdits = await tell(path, { headers: bearer("scheduler") });
    const without = await tell(path, { headers: bearer("reader") });
    expect(withEdits.headers.etag).not.toBe(without.headers.etag);
    const headers = { ...bearer("reader"), "if-none-match": `${withEdits.headers.etag}` };
    expect((await tell(path, { headers })).status).toBe(200);
  });

  it("say nothing to a client that may not ask, or asks for what there is not", async () => {
    const { tell } = await onService(files, { settings: { TOKEN_FILE: tokenFile() } });
    const headers = { "if-none-match": "*" };
    expect((await tell("/v1/devices", { headers: { ...headers, ...bearer("late") } })).status).toBe(401);
    expect((await tell("/v1/devices", { headers: { ...headers, ...bearer("editor") } })).status).toBe(403);
    expect((await tell("/v1/devices/v.com/c/none", { headers })).status).toBe(404);
    expect((await tell("/v1/devices?limit=0", { headers })).status).toBe(400);
  });

  it("change with the health of a device", async () => {
    const { root, remove, add } = hostWithFifos("/dev/f");
    const { tell } = await onService(
      { "a.json": spec("v.com/c", { d: { edits: { deviceNodes: [{ path: "/dev/f" }] } } }) },
      { settings: { HOST_ROOT: root, HEALTH_INTERVAL: "20ms" } },
    );
    const path = "/v1/devices/v.com/c/d";
    const { headers } = await tell(path);
    const known = { headers: { "if-none-match": `${headers.etag}` } };
    expect((await tell(path, known)).status).toBe(304);
    remove("/dev/f");
    await until(async () => (await tell(path, known)).status === 200);
    expect((await tell(path)).body).toMatchObject({ health: { status: "unhealthy", reason: "missing" } });
    add("/dev/f");
    await until(async () => (await tell<{ health: { status: string } }>(path)).body.health.status === "healthy");
  });

  it("stay where a file is written again as it was", async () => {
    const { tell, dir, change } = await onService(files);
    writeFileSync(`${dir}/a.json`, files["a.json"]);
    await change({ "b.json": spec("v.com/b", { d: {} }) });
    const { headers, body } = await tell<{ revision: string }>("/v1/devices/v.com/c/d");
    expect(headers.etag).toBe(`"${body.revision}-e"`);
    expect(body.revision).toMatch(/\.2$/);
  });
});

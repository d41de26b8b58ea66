import { request } from "node:http";
import { describe, expect, it } from "vitest";
import type { Error as Problem } from "../../../src/contract/schemas.ts";
import { until } from "../../registry/until.ts";
import { ask } from "../ask.ts";
import { follow } from "../follow.ts";
import { onService, spec } from "../on-service.ts";
import { bearer, tokenFile } from "../tokens.ts";

const files = { "a.json": spec("v.com/c", { a: {} }) };

/** A request whose body does not come to its end until it is told to. */
function unfinished(socketPath: string) {
  const asked = request({
    socketPath,
    path: "/v1/resolve",
    method: "POST",
    headers: { "content-type": "application/json" },
    agent: false,
  });
  const answered = new Promise<number>((resolve, reject) => {
    asked.on("response", (response) => resolve(response.resume().statusCode ?? 0));
    asked.on("error", reject);
  });
  answered.catch(() => undefined);
  asked.write('{"devices":["v.com/c=a"]');
  return { answered, finish: () => asked.end("}"), leave: () => asked.destroy() };
}

describe("requests at one time", () => {
  it("are so many; the next is told to come back, and there is room again when one is done", async () => {
    const { socketPath } = await onService(files, { settings: { LIMITS_CONCURRENT_REQUESTS: "2" } });
    const [one, other] = [unfinished(socketPath), unfinished(socketPath)];
    const status = async () => (await ask(socketPath, "/v1/node")).status;
    await until(async () => (await status()) === 429);
    const { text, headers } = await ask(socketPath, "/v1/node");
    const problem: Problem = JSON.parse(text);
    expect([problem.code, headers["retry-after"]]).toEqual(["too-many-requests", "1"]);
    expect((await ask(socketPath, "/healthz")).status).toBe(200);
    expect((await follow(socketPath)).status).toBe(200);
    expect((await ask(socketPath, "/v1/devices?since=e.1&wait=1ms")).status).toBe(200);
    one.finish();
    expect(await one.answered).toBe(200);
    await until(async () => (await status()) === 200);
    other.finish();
    expect(await other.answered).toBe(200);
  });

  it("do not count once their client has gone", async () => {
    const { socketPath } = await onService(files, { settings: { LIMITS_CONCURRENT_REQUESTS: "1" } });
    const begun = Array.from({ length: 5 }, () => unfinished(socketPath));
    await until(async () => (await ask(socketPath, "/v1/node")).status === 429);
    for (const { leave } of begun) leave();
    await until(async () => (await ask(socketPath, "/v1/node")).status === 200);
  });
});

describe("requests of one client in a second", () => {
  it("are bounded for each client by itself, also where the answer is at hand", async () => {
    const { tell } = await onService(files, {
      settings: { LIMITS_REQUESTS_PER_SECOND: "2", TOKEN_FILE: tokenFile() },
    });
    const burst = async (holder: "reader" | "scheduler") => {
      const asked = Array.from({ length: 20 }, () =>
        tell<Problem>("/v1/devices/v.com/c/a", { headers: bearer(holder) }),
      );
      return Promise.all(asked);
    };
    for (const holder of ["reader", "scheduler"] as const) {
      const replies = await burst(holder);
      const [good, bad] = [200, 429].map((wanted) => replies.filter(({ status }) => status === wanted));
      expect(good?.length).toBeGreaterThanOrEqual(2);
      expect(bad?.length).toBeGreaterThan(0);
      expect(bad?.[0]?.body.code).toBe("too-many-requests");
      expect(bad?.[0]?.headers["retry-after"]).toBe("1");
    }
    expect((await tell("/healthz")).status).toBe(200);
  });
});

it("a method that a route does not take is refused with those that it takes", async () => {
  const { tell, socketPath } = await onService(files);
  const { status, headers, body } = await tell<Problem>("/v1/devices", { method: "DELETE" });
  expect([status, headers["allow"], body.code]).toEqual([405, "GET", "method-not-allowed"]);
  expect((await tell("/v1/inject")).headers["allow"]).toBe("POST");
  expect((await ask(socketPath, "/v1/devices", { method: "HEAD" })).status).toBe(405);
});

it("answers are not taken for anything else", async () => {
  const { tell } = await onService(files);
  for (const path of ["/v1/devices", "/v1/devices?limit=0", "/nowhere", "/healthz", "/v1/node"]) {
    const { headers } = await tell(path);
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "cache-control": "no-cache",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    });
    expect(headers).not.toHaveProperty("access-control-allow-origin");
  }
});

import { describe, expect, it } from "vitest";
import { until } from "../../registry/until.ts";
import { onService, spec } from "../on-service.ts";
import { bearer, tokenFile } from "../tokens.ts";

const files = { "a.json": spec("v.com/c", { a: {} }) };

interface Line {
  readonly time: string;
  readonly level: string;
  readonly msg: string;
  readonly operation?: string;
  readonly requestId?: string;
  readonly path?: string;
  readonly status?: number;
  readonly principal?: string;
}

function requestsIn(logged: readonly string[]): Line[] {
  const lines: Line[] = logged.map((line) => JSON.parse(line));
  return lines.filter(({ msg }) => msg === "request");
}

describe("the log", () => {
  it("has a line for each request on a quiet route, and each failure, with a name of its own", async () => {
    const { tell, logged } = await onService(files);
    await tell("/v1/node?");
    await tell("/v1/node?");
    await tell("/v1/specs");
    await tell("/v1/devices/v.com/c/none?");
    await tell("/nowhere/at/all?token=secret");
    await until(() => requestsIn(logged).length === 5);
    const lines = requestsIn(logged);
    expect(lines.map(({ operation, path, status }) => [operation, path, status])).toEqual([
      ["getNode", "/v1/node", 200],
      ["getNode", "/v1/node", 200],
      ["listSpecs", "/v1/specs", 200],
      ["getDevice", "/v1/devices/v.com/c/none", 404],
      [undefined, "/nowhere/at/all", 404],
    ]);
    expect(new Set(lines.map(({ requestId }) => requestId)).size).toBe(5);
    expect(lines[0]).toMatchObject({ level: "info", principal: "listener:unix", method: "GET" });
    expect(new Date(lines[0]?.time ?? "").toISOString()).toBe(lines[0]?.time);
  });

  it("has one in so many of the requests on a busy route that succeed, and all that fail", async () => {
    const { tell, logged } = await onService(files, { settings: { LOG_SAMPLE: "5" } });
    for (let time = 0; time < 20; time++) {
      await tell("/v1/devices/v.com/c/a");
      await tell("/v1/devices/v.com/c/none");
    }
    await until(() => requestsIn(logged).filter(({ status }) => status === 404).length === 20);
    await until(() => requestsIn(logged).filter(({ status }) => status === 200).length === 4);
  });

  it("has an audit line for each injection, whatever is sampled", async () => {
    const { tell, logged } = await onService(files, { settings: { LOG_SAMPLE: "1000" } });
    for (let time = 0; time < 7; time++) await tell("/v1/inject", { body: { spec: {}, devices: ["v.com/c=a"] } });
    await until(() => logged.filter((line) => line.includes('"audit":"inject"')).length === 7);
  });

  it("says who did something, and shows no token, header, query or body", async () => {
    const { tell, logged } = await onService(files, { settings: { TOKEN_FILE: tokenFile() } });
    const secret = "s3cr3t";
    await tell("/v1/node", { headers: { ...bearer("root"), cookie: secret } });
    await tell(`/v1/devices?vendor=${secret}`, { headers: bearer("late") });
    await tell("/v1/node", { headers: { authorization: `Bearer ${secret}` } });
    await tell("/v1/node", { headers: { authorization: `Basic ${secret}` } });
    await tell("/v1/reload", { method: "POST", headers: bearer("reader") });
    const body = { spec: { process: { env: [`KEY=${secret}`] } }, devices: ["v.com/c=a"] };
    await tell("/v1/inject", { body, headers: bearer("root") });
    await tell("/v1/inject", { body: `{"spec": "${secret}`, headers: bearer("root") });
    await until(() => logged.filter((line) => line.includes('"msg":"request"')).length >= 6);
    const all = logged.join("");
    for (const hidden of [secret, "rootroot", "latelate", "readerreader"]) expect(all).not.toContain(hidden);
    expect(all).toContain('"principal":"token:root"');
    const refusals = logged.map((line) => JSON.parse(line)).filter(({ msg }) => msg === "refused");
    expect(refusals.map(({ because, principal }) => [because, principal])).toEqual([
      ["expired", undefined],
      ["unknown", undefined],
      ["malformed", undefined],
      ["scope", "token:reader"],
    ]);
  });

  it("is silent where that is set", async () => {
    const { tell, logged } = await onService(files, { settings: { LOG_LEVEL: "silent" } });
    await tell("/nowhere");
    expect(logged).toEqual([]);
  });
});

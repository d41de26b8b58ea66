import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";
import { specText, temporaryDirectory, writeFiles, writeOldFiles } from "../../registry/directories.ts";
import { until } from "../../registry/until.ts";
import { ask } from "../ask.ts";
import { startService } from "../start-service.ts";
import { plainRequest, Wire } from "./wire.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

const day = 86_400_000;

/** Puts the wall clock forward or back. */
function jump(milliseconds: number): void {
  vi.restoreAllMocks();
  const real = Date.now;
  vi.spyOn(Date, "now").mockImplementation(() => real() + milliseconds);
}

describe("a wall clock that jumps", () => {
  it("ends and restores a token by its date, for answers that are kept as well", async () => {
    const tokenFile = `${temporaryDirectory()}/tokens`;
    const digest = createHash("sha256").update("secret").digest("hex");
    const expires = new Date(Date.now() + day).toISOString();
    writeFileSync(tokenFile, `me read sha256:${digest} expires=${expires}\n`);
    const { socketPath } = await startService({ dirs: [], settings: { TOKEN_FILE: tokenFile } });
    const status = async () =>
      (await ask(socketPath, "/v1/devices", { headers: { authorization: "Bearer secret" } })).status;
    expect([await status(), await status()]).toEqual([200, 200]);
    jump(2 * day);
    expect([await status(), await status()]).toEqual([401, 401]);
    jump(-2 * day);
    expect([await status(), await status()]).toEqual([200, 200]);
  });

  it.each([400 * day, -400 * day])("by %i ms leaves pages, rates, waits and changes as they are", async (by) => {
    const dir = temporaryDirectory();
    writeOldFiles(dir, { "a.json": specText("v.com/c", ["a", "b", "c"]) });
    const { socketPath } = await startService({
      dirs: [dir],
      epoch: "m0clock",
      settings: { LIMITS_REQUESTS_PER_SECOND: "1000" },
    });
    const first = JSON.parse((await ask(socketPath, "/v1/devices?limit=1")).text);
    const slow = await Wire.connect(socketPath);
    slow.send("GET /healthz HTTP/1.1\r\nHost: a\r\n");
    jump(by);
    const second = await ask(socketPath, `/v1/devices?limit=1&continue=${first.continue}`);
    expect(JSON.parse(second.text)).toMatchObject({ revision: first.revision, items: [{ name: "v.com/c=b" }] });
    slow.send("\r\n");
    expect((await slow.reply())?.status).toBe(200);
    const waiting = await Wire.connect(socketPath);
    waiting.send(plainRequest(`/v1/devices?since=${first.revision}&wait=5m`));
    writeFiles(dir, { "b.json": specText("v.com/c", ["d"]) });
    expect(JSON.parse((await waiting.reply())?.text ?? "").items).toHaveLength(4);
    writeFiles(dir, { "b.json": specText("v.com/c", ["e"]) });
    await until(async () => (await ask(socketPath, "/v1/devices/v.com/c/e")).status === 200);
  });
});

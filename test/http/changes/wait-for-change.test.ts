import { describe, expect, it } from "vitest";
import type { DeviceList, Error as Problem } from "../../../src/contract/schemas.ts";
import { until } from "../../registry/until.ts";
import { ask } from "../ask.ts";
import { onService, spec } from "../on-service.ts";
import { startService } from "../start-service.ts";

const files = { "a.json": spec("v.com/c", { a: {} }) };

describe("a listing with since", () => {
  it("waits for the next change, and has it", async () => {
    const { tell, revision, change, socketPath } = await onService(files);
    const since = await revision();
    let isOver = false;
    const waiting = tell<DeviceList>(`/v1/devices?since=${since}&wait=10m`).finally(() => {
      isOver = true;
    });
    await until(async () => (await ask(socketPath, "/metrics")).text.includes("cdi_registry_watch_clients 1"));
    expect(isOver).toBe(false);
    await change({ "b.json": spec("v.com/c", { b: {} }) });
    const { status, body, headers } = await waiting;
    expect([status, body.items.map(({ device }) => device)]).toEqual([200, ["a", "b"]]);
    expect([body.revision, headers.etag]).toEqual([await revision(), `"${await revision()}-e"`]);
  });

  it("answers at once where the revision is another one already", async () => {
    const { tell } = await onService(files, { epoch: "e" });
    for (const since of ["e.0", "f.1"])
      expect((await tell<DeviceList>(`/v1/devices?since=${since}&wait=10m`)).body.revision).toBe("e.1");
  });

  it("answers with what there is when the time is over", async () => {
    const { tell } = await onService(files, { epoch: "e" });
    for (const wait of ["0s", "0ms", "20ms"])
      expect((await tell<DeviceList>(`/v1/devices?since=e.1&wait=${wait}`)).body.revision).toBe("e.1");
    const headers = { "if-none-match": '"e.1-e"' };
    expect((await tell("/v1/devices?since=e.1&wait=1ms", { headers })).status).toBe(304);
  });

  it("does not wait for what the client would not get", async () => {
    const { tell } = await onService(files, { epoch: "e" });
    const { status, body } = await tell<Problem>("/v1/devices?since=e.1&wait=10m&attr=%3E");
    expect([status, body.parameter]).toEqual([400, "attr"]);
  });

  it("is answered when the service ends", async () => {
    const { service, socketPath } = await startService({ dirs: [], epoch: "e" });
    const waiting = ask(socketPath, "/v1/devices?since=e.1&wait=10m");
    await until(async () => (await ask(socketPath, "/metrics")).text.includes("cdi_registry_watch_clients 1"));
    await service.stop();
    expect((await waiting).status).toBe(200);
  });

  it("leaves nothing behind, on a connection that is used again and again", async () => {
    const { tell, socketPath } = await onService(files, { epoch: "e" });
    const warnings: string[] = [];
    const note = ({ message }: Error) => void warnings.push(message);
    process.on("warning", note);
    for (let time = 0; time < 20; time++) await tell("/v1/devices?since=e.1&wait=1ms");
    process.off("warning", note);
    expect(warnings).toEqual([]);
    expect((await ask(socketPath, "/metrics")).text).toContain("cdi_registry_watch_clients 0");
  });
});

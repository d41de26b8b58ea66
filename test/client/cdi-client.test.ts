import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";
import { CdiClient } from "../../src/client/cdi-client.ts";
import { ServiceError } from "../../src/client/service-error.ts";
import type { WatchEvent } from "../../src/client/watch-event.ts";
import { writeSampleSpecs } from "../cli/sample-specs.ts";
import { type RunningService, startService } from "../http/start-service.ts";
import { specText, temporaryDirectory, writeFiles } from "../registry/directories.ts";
import { until } from "../registry/until.ts";

let root = "";
let running: RunningService;
let client: CdiClient;

beforeEach(async () => {
  root = temporaryDirectory();
  const { low, high } = writeSampleSpecs(root);
  running = await startService({ dirs: [low, high], epoch: "e" });
  client = new CdiClient(`unix:${running.socketPath}`);
});

/** The error of a call that must fail. */
async function refusal(call: Promise<unknown>): Promise<ServiceError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason) => reason,
  );
  if (error instanceof ServiceError) return error;
  throw new Error(`not a ServiceError: ${error}`);
}

describe("what is there", () => {
  it("is listed, in pages, whole and by filters", async () => {
    const { items, continue: next } = await client.listDevices({ limit: 1 });
    expect(items.map(({ name }) => name)).toEqual(["vendor.com/gpu=0"]);
    expect((await client.listDevices({ limit: 1, continue: next })).items[0]?.name).toBe("vendor.com/gpu=1");
    expect((await client.allDevices({ name: "vendor.com/*=[1-9]" })).items).toHaveLength(1);
    expect((await client.allDevices({ vendor: "other.com", health: ["healthy", "unknown"] })).items).toEqual([]);
    expect((await client.listDevices({ attr: ["noSuch"] })).items).toEqual([]);
    const names: string[] = [];
    for await (const { name } of client.devices({ kind: "vendor.com/gpu" })) names.push(name);
    expect(names).toEqual(["vendor.com/gpu=0", "vendor.com/gpu=1"]);
  });

  it("is told of one by one", async () => {
    const device = await client.getDevice("vendor.com/gpu=0");
    expect(device).toMatchObject({ revision: "e.1", spec: { priority: 1 }, containerEdits: { env: ["GPU=high"] } });
    expect(device.shadowed).toHaveLength(1);
    const { items } = await client.specs();
    const spec = items.find(({ path }) => path.endsWith("gpu.json"));
    expect((await client.spec(spec?.digest ?? "")).spec).toMatchObject({ kind: "vendor.com/gpu" });
    expect((await client.specs({ limit: 1 })).continue).toBeDefined();
    expect((await client.problems()).items.length).toBe((await client.node()).counts.problems);
    expect((await client.topology({ vendor: "vendor.com" })).functions).toEqual([]);
    expect((await client.resolve(["vendor.com/gpu=0"])).containerEdits.env).toEqual(["SPEC=high", "GPU=high"]);
    expect((await client.reload()).revision).toMatch(/^e\./);
    expect(await client.ready()).toBe(true);
  });

  it("is waited for where it is to be another", async () => {
    const { revision } = await client.allDevices();
    const changed = client.listDevices({ since: revision, wait: 10_000 });
    writeFiles(root, { "high/more.json": specText("vendor.com/more", ["a"]) });
    expect((await changed).revision).not.toBe(revision);
    const now = await client.allDevices();
    expect((await client.listDevices({ since: now.revision, wait: 10 })).revision).toBe(now.revision);
  });

  it("is not known before the service has loaded it", async () => {
    const early = await startService({ dirs: [root], load: false });
    const other = new CdiClient(`unix:${early.socketPath}`);
    expect(await other.ready()).toBe(false);
    expect((await refusal(other.node())).code).toBe("not-ready");
  });
});

describe("injection", () => {
  const spec = '{ "big" : 18446744073709551615, "process":{"env":["A=1"]}, "one": 1.0}';

  it("of a value gives a value", async () => {
    const answer = await client.inject({ spec: { process: { env: [] } }, devices: ["vendor.com/gpu=0"] });
    expect(answer).toEqual({ revision: "e.1", spec: { process: { env: ["SPEC=high", "GPU=high"] } } });
  });

  it("of a text gives a text in which nothing is lost", async () => {
    expect(await client.injectText(spec, ["vendor.com/gpu=0"])).toEqual({
      revision: "e.1",
      spec: '{ "big" : 18446744073709551615, "process":{"env":["A=1","SPEC=high","GPU=high"]}, "one": 1.0}',
    });
    const patch = await client.injectPatch(spec, ["vendor.com/gpu=0"]);
    expect(JSON.parse(patch)[0]).toEqual({ op: "add", path: "/process/env/-", value: "SPEC=high" });
  });

  it("is refused with a reason for each device, where the registry is another, and where the text is no spec", async () => {
    const error = await refusal(client.injectText(spec, ["vendor.com/gpu=0", "vendor.com/gpu=00"]));
    expect(error).toMatchObject({ code: "unresolvable-devices", status: 422 });
    expect(error.message).toBe(error.problem.detail);
    expect(error.devices.map(({ name, nearest }) => [name, nearest[0]])).toEqual([
      ["vendor.com/gpu=00", "vendor.com/gpu=0"],
    ]);
    const guard = { ifRevision: "e.99" };
    expect((await refusal(client.injectPatch(spec, ["vendor.com/gpu=0"], guard))).code).toBe("revision-mismatch");
    expect((await refusal(client.injectText("[]", ["vendor.com/gpu=0"]))).status).toBe(400);
    await expect(client.injectText('{},"ifRevision":"e.1"', ["vendor.com/gpu=0"])).rejects.toThrow(SyntaxError);
    const large = JSON.stringify({ a: "x".repeat(9_000_000) });
    expect((await refusal(client.injectText(large, ["vendor.com/gpu=0"]))).code).toBe("body-too-large");
  });
});

it("refuses and is refused what is not there", async () => {
  expect((await refusal(client.getDevice("vendor.com/gpu=a b/ü?#"))).devices[0]?.name).toBe("vendor.com/gpu=a b/ü?#");
  await expect(client.getDevice("gpu")).rejects.toThrow(TypeError);
  expect((await refusal(client.spec(`sha256:${"0".repeat(64)}`))).code).toBe("not-found");
  expect((await refusal(client.listDevices({ limit: 0 }))).problem.parameter).toBe("limit");
});

it("checks a spec", async () => {
  expect(await client.validate({ text: "[" })).toMatchObject({ valid: false });
  expect((await client.validate({ spec: JSON.parse(readFileSync(`${root}/high/gpu.json`, "utf8")) })).valid).toBe(true);
});

it("watches changes from a listing on", async () => {
  const events: WatchEvent[] = [];
  const controller = new AbortController();
  const { revision } = await client.allDevices();
  const end = (async () => {
    for await (const event of client.watch({ since: revision, signal: controller.signal })) events.push(event);
  })();
  await until(() => events.length === 1);
  writeFiles(root, { "high/more.json": specText("vendor.com/more", ["a", "b"]) });
  await until(() => events.length === 3);
  controller.abort();
  await end;
  expect(events).toEqual([
    { type: "bookmark", revision: "e.1" },
    { type: "added", revision: "e.2", name: "vendor.com/more=a" },
    { type: "added", revision: "e.3", name: "vendor.com/more=b" },
  ]);
});

it("resumes behind what it has seen where the service drops it, and hears that its past is gone", async () => {
  const stale = client.watch({ since: "old.1" });
  expect((await stale.next()).value).toEqual({ type: "resync", revision: "e.1" });
  await stale.return();
});

it("answers beside any number of watches and calls on one signal", async () => {
  const warnings: string[] = [];
  const note = ({ message }: Error) => warnings.push(message);
  process.on("warning", note);
  const controller = new AbortController();
  const { signal } = controller;
  const busy = new CdiClient(`unix:${running.socketPath}`, { signal, timeout: 5000 });
  const watches = Array.from({ length: 40 }, () => busy.watch());
  await Promise.all(watches.map((watch) => watch.next()));
  const waiting = busy.listDevices({ since: (await busy.node()).revision, wait: 60_000 });
  const nodes = await Promise.all(Array.from({ length: 200 }, () => busy.node()));
  expect(nodes).toHaveLength(200);
  controller.abort();
  await expect(waiting).rejects.toThrow("aborted");
  expect(await Promise.all(watches.map((watch) => watch.next()))).toEqual(
    watches.map(() => ({ done: true, value: undefined })),
  );
  process.off("warning", note);
  expect(warnings).toEqual([]);
});

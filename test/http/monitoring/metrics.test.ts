import { describe, expect, it } from "vitest";
import { until } from "../../registry/until.ts";
import { ask } from "../ask.ts";
import { follow } from "../follow.ts";
import { hostWithFifos } from "../host-with-fifos.ts";
import { onService, spec } from "../on-service.ts";
import { bearer, tokenFile } from "../tokens.ts";

/** Samples by their series, after holding that the text is as Prometheus reads it: each name with its type, once. */
function samplesIn(text: string): ReadonlyMap<string, number> {
  const samples = new Map<string, number>();
  const types = new Map<string, string>();
  expect(text.endsWith("\n")).toBe(true);
  for (const line of text.split("\n").filter((line) => line !== "")) {
    const [, kind, metric = "", rest = ""] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? [];
    if (kind === "TYPE") {
      expect([metric, types.get(metric)]).toEqual([metric, undefined]);
      types.set(metric, rest);
    }
    if (line.startsWith("#")) continue;
    const [, series = "", name = "", value = ""] = sample.exec(line) ?? [];
    expect([line, series]).not.toEqual([line, ""]);
    const family = types.has(name) ? name : name.replace(/_(?:bucket|sum|count)$/, "");
    expect([line, types.get(family)]).not.toEqual([line, undefined]);
    expect(samples.has(series)).toBe(false);
    samples.set(series, Number(value.replace("Inf", "Infinity")));
  }
  return samples;
}

const label = '[a-zA-Z_]\\w*="(?:[^"\\\\\\n]|\\\\[\\\\n"])*"';
const sample = new RegExp(`^(([a-zA-Z_:][\\w:]*)(?:\\{${label}(?:,${label})*\\})?) ([-+]?(?:[\\d.e+-]+|Inf)|Nan)$`);

describe("metrics", () => {
  it("tell of devices, specs and the registry, by the names that dashboards know", async () => {
    const { root } = hostWithFifos("/dev/f");
    const node = (path: string) => ({ edits: { deviceNodes: [{ path }] } });
    const { socketPath, revision, change } = await onService(
      {
        "a.json": spec("v.com/c", { f: node("/dev/f"), gone: node("/dev/gone"), none: {}, x: {}, y: {} }),
        "b.json": spec("v.com/c", { x: {} }),
        "c.json": "{",
      },
      { settings: { HOST_ROOT: root } },
    );
    await change({ "d.json": spec("v.com/d", { "0": {} }) });
    const { headers, text } = await ask(socketPath, "/metrics");
    expect(headers["content-type"]).toBe("text/plain; version=0.0.4; charset=utf-8");
    const samples = samplesIn(text);
    const expected = {
      'cdi_registry_devices{kind="v.com/c",health="healthy"}': 1,
      'cdi_registry_devices{kind="v.com/c",health="unhealthy"}': 1,
      'cdi_registry_devices{kind="v.com/c",health="unknown"}': 2,
      'cdi_registry_devices{kind="v.com/d",health="unknown"}': 1,
      'cdi_registry_spec_errors{code="conflict"}': 2,
      'cdi_registry_spec_errors{code="invalid-syntax"}': 1,
      cdi_registry_conflicts: 1,
      cdi_registry_revision: Number((await revision()).split(".")[1]),
      'cdi_registry_watch_mode{mode="inotify"}': 1,
      'cdi_registry_watch_mode{mode="polling"}': 0,
      cdi_registry_watch_clients: 0,
      cdi_registry_ready: 1,
      'cdi_registry_changes_total{type="added"}': 1,
    };
    expect(Object.fromEntries(Object.keys(expected).map((series) => [series, samples.get(series)]))).toEqual(expected);
    for (const series of ["cdi_registry_refresh_seconds", "cdi_registry_last_refresh_timestamp_seconds"])
      expect(samples.get(series)).toBeGreaterThan(0);
  });

  it("forget what is no longer so", async () => {
    const { socketPath, change } = await onService({ "a.json": spec("v.com/c", { a: {} }), "b.json": "{" });
    await change({ "a.json": spec("v.com/d", { a: {} }), "b.json": spec("v.com/d", { b: {} }) });
    await until(async () => (await ask(socketPath, "/metrics")).text.includes('{kind="v.com/d",health="unknown"} 2'));
    const { text } = await ask(socketPath, "/metrics");
    expect(text).not.toContain('kind="v.com/c"');
    expect(text).not.toContain("cdi_registry_spec_errors{");
  });

  it("count requests by operation, method and status, those that are answered from memory too", async () => {
    const { tell, socketPath } = await onService({ "a.json": spec("v.com/c", { a: {} }) });
    for (let time = 0; time < 3; time++) await tell("/v1/devices/v.com/c/a");
    await tell("/v1/devices/v.com/c/b");
    await tell("/nowhere");
    const { headers } = await tell("/v1/devices");
    await tell("/v1/devices", { headers: { "if-none-match": `${headers.etag}` } });
    const count = async (labels: string) =>
      samplesIn((await ask(socketPath, "/metrics")).text).get(
        `cdi_registry_http_request_duration_seconds_count{${labels}}`,
      );
    await until(async () => (await count('operation="listDevices",method="GET",status="304"')) === 1);
    expect(await count('operation="getDevice",method="GET",status="200"')).toBe(3);
    expect(await count('operation="getDevice",method="GET",status="404"')).toBe(1);
    expect(await count('operation="none",method="GET",status="404"')).toBe(1);
  });

  it("count those who watch", async () => {
    const { socketPath } = await onService();
    const watch = await follow(socketPath);
    const clients = async () => samplesIn((await ask(socketPath, "/metrics")).text).get("cdi_registry_watch_clients");
    expect(await clients()).toBe(1);
    watch.close();
    await until(async () => (await clients()) === 0);
  });

  it("have a series for each device for the scope admin alone, with labels that can hold anything", async () => {
    const uuid = 'GPU-"\\\n';
    const files = { "a.json": spec("v.com/c", { a: { annotations: { uuid, pciBusId: "0000:0F:00.0" } }, b: {} }) };
    const { socketPath } = await onService(files, { settings: { TOKEN_FILE: tokenFile() } });
    const forRoot = await ask(socketPath, "/metrics", { headers: bearer("root") });
    const series = [...samplesIn(forRoot.text)].filter(([name]) => name.startsWith("cdi_registry_device_healthy"));
    expect(series).toEqual([
      ['cdi_registry_device_healthy{device="v.com/c=a",UUID="GPU-\\"\\\\\\n",pci_bus_id="0000:0f:00.0"}', 0],
      ['cdi_registry_device_healthy{device="v.com/c=b"}', 0],
    ]);
    const { text } = await ask(socketPath, "/metrics", { headers: bearer("reader") });
    expect(samplesIn(text).size).toBeGreaterThan(0);
    expect(text).not.toContain("device_healthy");
    expect(text).not.toContain("GPU-");
  });

  it("say when everything was read last, and how long that took", async () => {
    const { socketPath, tell } = await onService();
    const last = async () =>
      samplesIn((await ask(socketPath, "/metrics")).text).get("cdi_registry_last_refresh_timestamp_seconds") ?? 0;
    const before = await last();
    await tell("/v1/reload", { method: "POST" });
    expect(await last()).toBeGreaterThan(before);
  });
});

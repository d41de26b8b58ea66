import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry as MetricRegistry } from "prom-client";
import { isError } from "../../problems.ts";
import type { RegistryUpdate } from "../../registry/publisher.ts";
import type { Snapshot } from "../../registry/snapshot.ts";
import { deviceMetrics, kindMetrics, type ObservedState } from "./device-metrics.ts";
import type { RequestRecord } from "./log.ts";

const buckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** The values of a gauge, by their labels where it has any. */
type Rows<Label extends string> = Iterable<readonly [Record<Label, string> | undefined, number]>;

/** What the service counts, in the text format of Prometheus. */
export class Metrics {
  readonly #registry = new MetricRegistry();
  readonly #requests: Histogram<"operation" | "method" | "status">;
  readonly #changes: Counter<"type">;
  readonly #refreshed: Gauge;
  readonly #loading: Gauge;

  constructor() {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry, prefix: "cdi_registry_" });
    this.#requests = new Histogram({
      name: "cdi_registry_http_request_duration_seconds",
      help: "Time from the request's first byte to the end of the answer",
      labelNames: ["operation", "method", "status"],
      buckets,
      registers,
    });
    this.#changes = new Counter({
      name: "cdi_registry_changes_total",
      help: "Changes of devices",
      labelNames: ["type"],
      registers,
    });
    this.#refreshed = new Gauge({
      name: "cdi_registry_last_refresh_timestamp_seconds",
      help: "When what is served was last read or changed, since 1970",
      registers,
    });
    this.#loading = new Gauge({
      name: "cdi_registry_refresh_seconds",
      help: "How long the last whole load of the spec directories took",
      registers,
    });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Keeps gauges that are read off the state when somebody asks. */
  observe(state: ObservedState): void {
    const gauge = <Label extends string>(
      name: string,
      help: string,
      labelNames: readonly Label[],
      rows: (snapshot: Snapshot) => Rows<Label> | Promise<Rows<Label>>,
    ) =>
      new Gauge({
        name: `cdi_registry_${name}`,
        help,
        labelNames,
        registers: [this.#registry],
        async collect() {
          const found = state.isReady ? await rows(state.snapshot) : [];
          this.reset();
          for (const [labels, value] of found) {
            if (labels) this.set(labels, value);
            else this.set(value);
          }
        },
      });
    gauge("devices", "Devices that resolve", ["kind", "health"], (snapshot) => kindMetrics(snapshot, state.inventory));
    gauge("spec_errors", "Errors in spec directories and files", ["code"], errorCounts);
    gauge("conflicts", "Names that specs of equal priority define", [], ({ index }) => [
      [undefined, index.contested.size],
    ]);
    gauge("revision", "The number of the current revision", [], ({ revision }) => [
      [undefined, Number(revision.slice(revision.lastIndexOf(".") + 1))],
    ]);
    gauge("watch_mode", "1 for the way in which the spec directories are watched", ["mode"], watchModes);
    gauge("watch_clients", "Watchers and requests that wait for a change", [], () => [
      [undefined, state.watchers.clients],
    ]);
    gauge("ready", "1 once the first scan is done", [], () => [[undefined, 1]]);
    this.#perDevice = () => deviceMetrics(state);
  }

  #perDevice: () => Promise<string> = async () => "";

  async text(withDevices: boolean): Promise<string> {
    const text = await this.#registry.metrics();
    return withDevices ? text + (await this.#perDevice()) : text;
  }

  loaded(seconds: number): void {
    this.#loading.set(seconds);
    this.#refreshed.setToCurrentTime();
  }

  changed({ changes }: RegistryUpdate): void {
    this.#refreshed.setToCurrentTime();
    for (const { type } of changes) this.#changes.inc({ type });
  }

  request({
    operation,
    method,
    status,
    milliseconds,
  }: Pick<RequestRecord, "operation" | "method" | "status" | "milliseconds">): void {
    this.#requests.observe({ operation: operation ?? "none", method, status: `${status}` }, milliseconds / 1000);
  }
}

function errorCounts(snapshot: Snapshot): Map<{ code: string }, number> {
  const counts = new Map<string, number>();
  for (const problem of snapshot.problems())
    if (isError(problem)) counts.set(problem.code, (counts.get(problem.code) ?? 0) + 1);
  return new Map(Array.from(counts, ([code, count]) => [{ code }, count]));
}

function watchModes(snapshot: Snapshot): [{ mode: string }, number][] {
  const isDegraded = snapshot.problems().some(({ code }) => code === "watch-degraded");
  return [
    [{ mode: "inotify" }, isDegraded ? 0 : 1],
    [{ mode: "polling" }, isDegraded ? 1 : 0],
  ];
}

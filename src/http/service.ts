import { readFileSync } from "node:fs";
import type { DestinationStream } from "pino";
import { HostTree } from "../host/host-tree.ts";
import { Inventory } from "../inventory/inventory.ts";
import { Registry } from "../registry/registry.ts";
import { accessPolicy } from "./access/access-policy.ts";
import type { AccessPolicy } from "./access/authorize.ts";
import { createApp } from "./app.ts";
import { ChangeHistory } from "./changes/change-history.ts";
import { WatchHub } from "./changes/watch-hub.ts";
import type { Configuration } from "./configuration/configuration.ts";
import { ConfigurationError } from "./configuration/configuration-error.ts";
import { watchHealth } from "./health-watch.ts";
import type { Listener } from "./listeners/listener.ts";
import { readTls } from "./listeners/tls-options.ts";
import { Log } from "./monitoring/log.ts";
import { Metrics } from "./monitoring/metrics.ts";
import { Servers } from "./servers.ts";
import { ServiceState } from "./service-state.ts";
import { SpecGeneration } from "./spec-generation.ts";

export interface ServiceOptions {
  readonly configuration: Configuration;
  /** Sockets that the service manager hands over; they come before those of the configuration. */
  readonly activated?: readonly Listener[];
  /** Takes the log, a JSON object a line. */
  readonly log: DestinationStream;
  /** Of the program. */
  readonly version: string;
  /** What tells the revisions of this run from those of others. */
  readonly epoch?: string;
}

const readText = (path: string) => readFileSync(path, "utf8");

/** A service that listens. */
export class Service {
  readonly #configuration: Configuration;
  readonly #state: ServiceState;
  readonly #servers: Servers;
  readonly #stopped = new AbortController();
  #policy: AccessPolicy;

  private constructor(configuration: Configuration, state: ServiceState, policy: AccessPolicy, servers: Servers) {
    this.#configuration = configuration;
    this.#state = state;
    this.#policy = policy;
    this.#servers = servers;
  }

  /**
   * Begins to listen. Until `load` is done, requests for devices are told to come back.
   * @throws ConfigurationError, ListenError
   */
  static async listen({ configuration, activated = [], log: destination, version }: ServiceOptions): Promise<Service> {
    const { limits, timeouts, tls: tlsFiles, watch, socket } = configuration;
    const policy = orThrow(accessPolicy(configuration, readText)).policy;
    const { tls } = orThrow(readTls(tlsFiles, readText));
    const host = new HostTree(configuration.hostRoot);
    const state = new ServiceState({
      host,
      inventory: new Inventory(host),
      watchers: new WatchHub({ ping: watch.ping, limit: limits.watchers }),
      metrics: new Metrics(),
      log: new Log(configuration.log, destination),
      version,
    });
    state.metrics.observe(state);
    const answer = await createApp({
      state,
      policy: () => service.#policy,
      reachOf: (connection) => servers.reachOf(connection),
      limits,
    });
    const remoteAllowed = policy.tokens !== undefined || policy.certificateScopes !== undefined;
    const servers = new Servers({ answer, timeouts, tls, bind: { socket, remoteAllowed } });
    const service = new Service(configuration, state, policy, servers);
    try {
      for (const listener of [...activated, ...configuration.listen]) await servers.listen(listener);
    } catch (error) {
      await service.stop();
      throw error;
    }
    return service;
  }

  get addresses(): readonly string[] {
    return this.#servers.addresses;
  }

  /** How many are open. */
  get connections(): number {
    return this.#servers.connections;
  }

  get log(): Log {
    return this.#state.log;
  }

  /** Reads the spec directories; from then on everything is answered, and health is looked after. */
  async load({ epoch }: Pick<ServiceOptions, "epoch"> = {}): Promise<void> {
    const state = this.#state;
    const { specDirs, watch, health, generate, hostRoot } = this.#configuration;
    const begun = performance.now();
    const { signal } = this.#stopped;
    const generation = new SpecGeneration({ generators: generate, hostRoot, specDirs, log: state.log, signal });
    await generation.start();
    const registry = await Registry.open({ dirs: specDirs, ...(epoch === undefined ? {} : { epoch }) });
    if (signal.aborted) return registry.close();
    const history = new ChangeHistory(registry.snapshot.revision, watch.history);
    registry.onChange((update) => {
      state.inventory.carryOver(update.reread);
      state.pages.expire();
      state.metrics.changed(update);
      state.watchers.tell(history.add(update));
    });
    await state.inventory.recheck(registry.snapshot.devices(), { signal });
    if (signal.aborted) return registry.close();
    state.load({ registry, history });
    generation.reportTo(registry);
    const seconds = (performance.now() - begun) / 1000;
    state.metrics.loaded(seconds);
    state.log.info("ready", { devices: registry.snapshot.deviceCount, seconds });
    void watchHealth(registry, state.inventory, {
      interval: health.interval,
      log: state.log,
      signal,
    });
  }

  /**
   * Takes over what can change while the service runs: tokens and the log. A configuration of no use changes nothing.
   * @throws ConfigurationError
   */
  reconfigure(configuration: Configuration): void {
    this.#policy = orThrow(accessPolicy(configuration, readText)).policy;
    this.#state.log.change(configuration.log);
  }

  /** Tells watchers, lets requests that are under way end, and is done once nothing is left. */
  async stop(): Promise<void> {
    if (this.#stopped.signal.aborted) return;
    this.#stopped.abort();
    this.#state.watchers.end("shutting-down");
    await this.#servers.close(this.#configuration.timeouts.shutdown);
    if (this.#state.isReady) await this.#state.loaded.registry.close();
  }

  /** Cuts off whatever `stop` still waits for. */
  cut(): void {
    this.#servers.cut();
  }
}

function orThrow<Reading extends object>(reading: Reading | { readonly mistakes: readonly string[] }): Reading {
  if ("mistakes" in reading) throw new ConfigurationError(reading.mistakes);
  return reading;
}

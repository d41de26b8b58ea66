import type { HostTree } from "../host/host-tree.ts";
import type { Inventory } from "../inventory/inventory.ts";
import type { Registry } from "../registry/registry.ts";
import type { Snapshot } from "../registry/snapshot.ts";
import { ApiError } from "./answers/api-error.ts";
import { KeptAnswers } from "./answers/kept-answers.ts";
import type { ChangeHistory } from "./changes/change-history.ts";
import type { WatchHub } from "./changes/watch-hub.ts";
import { PinnedSnapshots } from "./listings/pinned-snapshots.ts";
import type { Log } from "./monitoring/log.ts";
import type { Metrics } from "./monitoring/metrics.ts";

/** What is there once the first scan is done. */
export interface LoadedRegistry {
  readonly registry: Registry;
  readonly history: ChangeHistory;
}

/** What handlers work with. */
export class ServiceState {
  /** The machine whose devices these are. */
  readonly host: HostTree;
  readonly inventory: Inventory;
  readonly watchers: WatchHub;
  readonly metrics: Metrics;
  readonly log: Log;
  /** Of the program. */
  readonly version: string;
  readonly pages = new PinnedSnapshots();
  readonly answers = new KeptAnswers();
  #loaded: LoadedRegistry | undefined;

  constructor(parts: Pick<ServiceState, "host" | "inventory" | "watchers" | "metrics" | "log" | "version">) {
    this.host = parts.host;
    this.inventory = parts.inventory;
    this.watchers = parts.watchers;
    this.metrics = parts.metrics;
    this.log = parts.log;
    this.version = parts.version;
  }

  get isReady(): boolean {
    return this.#loaded !== undefined;
  }

  load(loaded: LoadedRegistry): void {
    this.#loaded = loaded;
  }

  /** @throws ApiError before the first scan is done: half an answer is none */
  get loaded(): LoadedRegistry {
    if (!this.#loaded) throw new ApiError("not-ready", "The spec directories are being read; try again in a moment");
    return this.#loaded;
  }

  get snapshot(): Snapshot {
    return this.loaded.registry.snapshot;
  }
}

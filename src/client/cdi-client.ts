import type {
  Device,
  DeviceDetail,
  DeviceList,
  InjectAnswer,
  InjectRequest,
  Node,
  PreflightAnswer,
  Problem,
  ProblemList,
  ReloadAnswer,
  ResolveAnswer,
  SpecDetail,
  SpecList,
  SpecSummary,
  Topology,
  ValidateAnswer,
  ValidateRequest,
} from "../contract/schemas.ts";
import { Connection, type TlsCredentials } from "./connection.ts";
import { itemsOf, type Whole, wholeOf } from "./pages.ts";
import { type DeviceFilters, type DeviceQuery, devicePath, type PageQuery, withQuery } from "./queries.ts";
import { parseServerAddress } from "./server-address.ts";
import { ServiceError } from "./service-error.ts";
import { Session } from "./session.ts";
import {
  type InjectTextAnswer,
  injectBody,
  injectTextAnswer,
  type PreflightOptions,
  preflightBody,
  type RevisionGuard,
} from "./spec-text.ts";
import { type WatchOptions, watchEvents } from "./watch.ts";
import type { WatchEvent } from "./watch-event.ts";

export interface ClientOptions {
  readonly token?: string | undefined;
  readonly tls?: TlsCredentials | undefined;
  /** How long an answer may take, in milliseconds. Default: 30 s. */
  readonly timeout?: number;
  /** Ends whatever is under way. */
  readonly signal?: AbortSignal | undefined;
}

const largestPage = 1000;

/**
 * A registry's service. Every method throws a `ServiceError` where the service refuses and a `ConnectionError` where it
 * cannot be reached.
 */
export class CdiClient {
  readonly #session: Session;

  /**
   * @param address `unix:/path`, `http://host:port` or `https://host:port`
   * @throws TypeError where the address is none of them
   */
  constructor(address: string, { token, tls = {}, timeout = 30_000, signal }: ClientOptions = {}) {
    const parsed = parseServerAddress(address);
    if (!parsed) {
      const forms = "unix:/path, http://host:port or https://host:port";
      throw new TypeError(`Cannot use ${JSON.stringify(address)} as the address of a service: it is none of ${forms}`);
    }
    this.#session = new Session(new Connection(parsed, token, tls), timeout, signal);
  }

  /** As it was given. */
  get address(): string {
    return this.#session.address.text;
  }

  /** One page of devices, or with `since` the first after the registry has changed. */
  listDevices(query: DeviceQuery = {}): Promise<DeviceList> {
    const { wait, ...rest } = query;
    const path = withQuery("/v1/devices", { ...rest, wait: wait === undefined ? undefined : `${wait}ms` });
    return this.#session.get(path, query.since === undefined ? 0 : (wait ?? 30_000));
  }

  /**
   * All devices, page by page. Where the registry changes faster than they are read, later ones are of a later revision;
   * `allDevices` gives those of one.
   */
  devices(filters: DeviceFilters = {}): AsyncGenerator<Device, void> {
    return itemsOf((next) => this.listDevices({ ...filters, limit: largestPage, continue: next }));
  }

  /** All devices of one revision, from which a watch can go on. */
  allDevices(filters: DeviceFilters = {}): Promise<Whole<Device>> {
    return wholeOf((next) => this.listDevices({ ...filters, limit: largestPage, continue: next }));
  }

  /** A device by its qualified name. */
  async getDevice(name: string): Promise<DeviceDetail> {
    return this.#session.get(devicePath(name));
  }

  resolve(devices: readonly string[]): Promise<ResolveAnswer> {
    return this.#session.post("/v1/resolve", JSON.stringify({ devices }));
  }

  /** Injects into a spec that is a value; numbers beyond 2^53 are none. */
  inject(request: InjectRequest): Promise<InjectAnswer> {
    return this.#session.post("/v1/inject", JSON.stringify(request));
  }

  /** Injects into the text of a spec; what is not edited comes back to the letter. */
  async injectText(spec: string, devices: readonly string[], guard: RevisionGuard = {}): Promise<InjectTextAnswer> {
    return this.#session.post("/v1/inject", injectBody(spec, devices, guard), injectTextAnswer);
  }

  /** The text of the JSON Patch (RFC 6902) that injects into the text of a spec. */
  async injectPatch(spec: string, devices: readonly string[], guard: RevisionGuard = {}): Promise<string> {
    return this.#session.postText("/v1/inject", injectBody(spec, devices, guard), "application/json-patch+json");
  }

  /** Whether devices will work on the service's host, and in the container of the text of an OCI spec. */
  preflight(devices: readonly string[], options: PreflightOptions = {}): Promise<PreflightAnswer> {
    return this.#session.post("/v1/preflight", preflightBody(devices, options));
  }

  /** Whether Go runtimes would load a spec. */
  validate(request: ValidateRequest): Promise<ValidateAnswer> {
    return this.#session.post("/v1/validate", JSON.stringify(request));
  }

  /** One page of the spec files. */
  specs(query: PageQuery = {}): Promise<SpecList> {
    return this.#session.get(withQuery("/v1/specs", { ...query }));
  }

  allSpecs(): Promise<Whole<SpecSummary>> {
    return wholeOf((next) => this.specs({ limit: largestPage, continue: next }));
  }

  /** A spec by the digest that the listing has for it. */
  spec(digest: string): Promise<SpecDetail> {
    return this.#session.get(`/v1/specs/${encodeURIComponent(digest)}`);
  }

  /** One page of what is wrong. */
  problems(query: PageQuery = {}): Promise<ProblemList> {
    return this.#session.get(withQuery("/v1/problems", { ...query }));
  }

  allProblems(): Promise<Whole<Problem>> {
    return wholeOf((next) => this.problems({ limit: largestPage, continue: next }));
  }

  node(): Promise<Node> {
    return this.#session.get("/v1/node");
  }

  /** How far the devices that the filters name are from each other. */
  topology(filters: Pick<DeviceFilters, "vendor" | "class" | "kind"> = {}): Promise<Topology> {
    return this.#session.get(withQuery("/v1/topology", { ...filters }));
  }

  /** Has all spec directories read again. */
  reload(): Promise<ReloadAnswer> {
    return this.#session.post("/v1/reload");
  }

  /** Whether the service knows all specs and watches them. */
  async ready(): Promise<boolean> {
    try {
      await this.#session.get("/readyz");
      return true;
    } catch (error) {
      if (error instanceof ServiceError && error.status === 503) return false;
      throw error;
    }
  }

  /** What happens from now on, or from `since` on, until the signal aborts; goes on by itself after an interruption. */
  watch(options: WatchOptions = {}): AsyncGenerator<WatchEvent, void> {
    return watchEvents((since, signal) => this.#session.openStream("/v1/watch", since, signal), {
      ...options,
      address: this.#session.address,
      signals: [this.#session.signal, options.signal],
    });
  }

  /** Closes the connections that are kept for the next call. A program ends without it. */
  close(): void {
    this.#session.close();
  }
}

import type { ServerResponse } from "node:http";
import { ApiError } from "../answers/api-error.ts";
import type { ChangeEvent } from "./change-history.ts";
import { EventStream } from "./event-stream.ts";

export interface WatchOptions {
  /** How often a comment keeps connections alive, in milliseconds. */
  readonly ping: number;
  /** So many watchers and waiting requests there may be. */
  readonly limit: number;
}

/** So much may wait for all streams together that their clients do not read, in bytes, before no new one is let in. */
const mostWaiting = 67_108_864;

/** Everyone who waits for changes: event streams, and requests that are held back until the next one. */
export class WatchHub {
  readonly #streams = new Set<EventStream>();
  readonly #waiting = new Set<() => void>();
  readonly #options: WatchOptions;
  readonly #pings: NodeJS.Timeout;
  #hasEnded = false;

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#pings = setInterval(() => this.#ping(), options.ping).unref();
  }

  get clients(): number {
    return this.#streams.size + this.#waiting.size;
  }

  /** @throws ApiError where there are too many already, or the service ends */
  admit(): void {
    if (this.#hasEnded) throw new ApiError("not-ready", "The service is shutting down");
    if (this.clients >= this.#options.limit)
      throw new ApiError("too-many-requests", `There are ${this.clients} watchers already`);
    let waiting = 0;
    for (const stream of this.#streams) waiting += stream.waiting;
    if (waiting > mostWaiting)
      throw new ApiError("too-many-requests", "There are watchers who do not read, and too much waits for them");
  }

  /** Begins a stream with a backlog. */
  open(response: ServerResponse, backlog: readonly ChangeEvent[]): void {
    const stream = new EventStream(response, backlog.map(eventText).join(""));
    this.#streams.add(stream);
    response.on("close", () => this.#streams.delete(stream));
  }

  tell(events: readonly ChangeEvent[]): void {
    this.#writeAll(events.map(eventText).join(""));
    this.#wake();
  }

  /** Settles with the next change, after so many milliseconds, or where the signal aborts or the service ends. */
  async nextChange(limit: number, signal: AbortSignal): Promise<void> {
    this.admit();
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", done);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, limit);
      signal.addEventListener("abort", done);
      this.#waiting.add(done);
    });
  }

  /** Ends every stream with a reason, and lets no new one in. */
  end(reason: string): void {
    this.#hasEnded = true;
    clearInterval(this.#pings);
    for (const stream of this.#streams) stream.end(reason);
    this.#wake();
  }

  #ping(): void {
    for (const stream of this.#streams) stream.ping();
  }

  /** The same bytes for everyone: however many wait for slow clients, they are in memory once. */
  #writeAll(text: string): void {
    const bytes = Buffer.from(text);
    for (const stream of this.#streams) stream.write(bytes);
  }

  #wake(): void {
    for (const done of [...this.#waiting]) done();
  }
}

/** A revision as `id`, so that the client's last one tells where to go on. */
export function eventText({ revision, type, name }: ChangeEvent): string {
  const data = JSON.stringify({ revision, type, ...(name === undefined ? {} : { name }) });
  return `id: ${revision}\nevent: ${type}\ndata: ${data}\n\n`;
}

import type { IncomingMessage } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { Backoff } from "./backoff.ts";
import { forwardAborts } from "./call-scope.ts";
import { ConnectionError } from "./connection-error.ts";
import { eventStream } from "./event-stream.ts";
import { isTransient } from "./is-transient.ts";
import type { ServerAddress } from "./server-address.ts";
import { ServiceError } from "./service-error.ts";
import { epochOf, readWatchEvent, type WatchEvent } from "./watch-event.ts";

export interface WatchOptions {
  /** The revision of the listing that the caller has; without it, the watch begins with what is there now. */
  readonly since?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** After so many milliseconds without a word, not even a ping, the connection is taken for dead. Default: 45 s. */
  readonly idleTimeout?: number;
  /** Called where the connection is lost, with the reason and after how many milliseconds it is tried again. */
  readonly onInterruption?: (reason: Error, pause: number) => void;
}

/** Three of the pings that a service sends. */
const usualIdleTimeout = 45_000;

/** Opens the stream behind a revision; the signal ends the attempt. */
export type StreamOpener = (since: string | undefined, signal: AbortSignal) => Promise<IncomingMessage>;

interface Watched extends WatchOptions {
  readonly address: ServerAddress;
  /** Any of them ends the watch. */
  readonly signals: readonly (AbortSignal | undefined)[];
}

/**
 * What happens, until a signal aborts. A lost connection is opened again behind the last revision; where the service
 * knows nothing of that any more, a `resync` says so. What keeps the first connection from being made is thrown, and so
 * is what trying again cannot mend.
 */
export async function* watchEvents(open: StreamOpener, watched: Watched): AsyncGenerator<WatchEvent, void> {
  const { address, since, signals, idleTimeout = usualIdleTimeout, onInterruption } = watched;
  const scope = new AbortController();
  const { signal } = scope;
  const unsubscribe = forwardAborts(signals, scope);
  const backoff = new Backoff();
  let place: Place = { known: since, isLost: false };
  let wasOpen = false;
  try {
    while (!signal.aborted) {
      let openedAt = Number.POSITIVE_INFINITY;
      let reason: Error = new ConnectionError(address.text, "closed", "it has closed the watch");
      try {
        const answer = await open(place.known, signal);
        wasOpen = true;
        openedAt = performance.now();
        for await (const sent of eventStream(answer, { address, idleTimeout, signal })) {
          const event = readWatchEvent(sent);
          if (event === undefined) continue;
          if (event.type === "end") {
            reason = new ConnectionError(address.text, "closed", `it has ended the watch: ${event.reason}`);
            break;
          }
          const told = eventsAt(place, event);
          place = { known: event.revision, isLost: false };
          yield* told;
          if (signal.aborted) return;
        }
      } catch (error) {
        if (signal.aborted) return;
        if (place.known !== undefined && isExpired(error)) {
          place = { known: undefined, isLost: true };
          continue;
        }
        if (!wasOpen || !isTransient(error)) throw error;
        reason = error;
      }
      if (signal.aborted) return;
      const wait = backoff.next(performance.now() - openedAt);
      onInterruption?.(reason, wait);
      await pause(wait, undefined, { signal }).catch(() => {});
    }
  } finally {
    unsubscribe();
    scope.abort();
  }
}

/** The last revision that was seen, and whether something was missed since. */
interface Place {
  readonly known: string | undefined;
  readonly isLost: boolean;
}

/** An event as it is told: behind a `resync` where something was missed before it, in which a bookmark is contained. */
function eventsAt({ known, isLost }: Place, event: WatchEvent): readonly WatchEvent[] {
  const isMissing = isLost || (known !== undefined && epochOf(known) !== epochOf(event.revision));
  if (!isMissing) return [event];
  const resync: WatchEvent = { type: "resync", revision: event.revision };
  return event.type === "bookmark" ? [resync] : [resync, event];
}

function isExpired(error: unknown): boolean {
  return error instanceof ServiceError && error.status === 410;
}

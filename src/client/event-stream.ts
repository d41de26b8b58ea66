import type { IncomingMessage } from "node:http";
import { ConnectionError } from "./connection-error.ts";
import { failedCall } from "./failed-call.ts";
import type { ServerAddress } from "./server-address.ts";
import { type SseEvent, SseOverflow, SseParser } from "./sse-parser.ts";

interface StreamLimits {
  readonly address: ServerAddress;
  /** In milliseconds. */
  readonly idleTimeout: number;
  readonly signal: AbortSignal;
}

/**
 * The events of an answer, as long as it goes on and the signal does not abort. A piece is read when the events before it
 * are taken, so a slow taker slows the service down and nothing piles up here. Where the service does not say a word for
 * too long, not even a comment, the connection is taken for dead.
 * @throws ConnectionError
 */
export async function* eventStream(
  answer: IncomingMessage,
  { address, idleTimeout, signal }: StreamLimits,
): AsyncGenerator<SseEvent> {
  const parser = new SseParser();
  const pieces: AsyncIterator<string> = answer.setEncoding("utf8")[Symbol.asyncIterator]();
  const silence = new ConnectionError(address.text, "timeout", `it has said nothing for ${idleTimeout / 1000} s`);
  const stop = () => answer.destroy();
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop);
  try {
    for (;;) {
      const timer = setTimeout(() => answer.destroy(silence), idleTimeout);
      const { done, value } = await pieces.next().finally(() => clearTimeout(timer));
      if (done) return;
      yield* parser.push(value);
    }
  } catch (error) {
    if (!(error instanceof SseOverflow)) throw failedCall(address, error);
    throw new ConnectionError(address.text, "not-the-service", "it sends an event without end", { cause: error });
  } finally {
    signal.removeEventListener("abort", stop);
    answer.destroy();
  }
}

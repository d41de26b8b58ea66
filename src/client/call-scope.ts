import { setMaxListeners } from "node:events";

/** What ends a call before its time. */
export interface CallLimits {
  /** In milliseconds. */
  readonly timeout?: number;
  readonly onTimeout: () => Error;
  readonly signals: readonly (AbortSignal | undefined)[];
}

/**
 * Does work under a signal of its own, which aborts with any of the given ones, or when the time is up.
 */
export async function callScope<Outcome>(
  { timeout, onTimeout, signals }: CallLimits,
  work: (signal: AbortSignal) => Promise<Outcome>,
): Promise<Outcome> {
  const scope = new AbortController();
  const timer = timeout === undefined ? undefined : setTimeout(() => scope.abort(onTimeout()), timeout);
  const unsubscribe = forwardAborts(signals, scope);
  try {
    return await work(scope.signal);
  } catch (error) {
    throw scope.signal.aborted ? scope.signal.reason : error;
  } finally {
    clearTimeout(timer);
    unsubscribe();
  }
}

/**
 * Aborts a controller with any of the signals, until the returned function is called. `AbortSignal.any` would keep
 * something of every call for as long as a signal lives.
 */
export function forwardAborts(signals: CallLimits["signals"], scope: AbortController): () => void {
  const ends = signals.map((signal) => {
    // Any number of calls may be under way.
    if (signal) setMaxListeners(0, signal);
    const forward = () => scope.abort(signal?.reason);
    if (signal?.aborted) forward();
    else signal?.addEventListener("abort", forward);
    return () => signal?.removeEventListener("abort", forward);
  });
  return () => {
    for (const end of ends) end();
  };
}

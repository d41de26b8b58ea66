import { ApiError } from "../answers/api-error.ts";
import { parseDuration } from "../configuration/parse-duration.ts";
import type { ServiceState } from "../service-state.ts";

/** In milliseconds. */
const [usualWait, longestWait] = [30_000, 600_000];

/**
 * Holds a request with `since` back until the registry has another revision, `wait` is over, the client is gone or the
 * service ends. A revision of another run is another one, so nobody waits for what will not come.
 */
export async function waitForChange(
  { since, wait }: { readonly since?: string; readonly wait?: string },
  state: ServiceState,
  gone: () => AbortSignal,
): Promise<void> {
  if (since === undefined) throw new ApiError("invalid-parameter", "wait: it goes with since", { parameter: "wait" });
  const limit = wait === undefined ? usualWait : /^0+[ms]+$/.test(wait) ? 0 : parseDuration(wait);
  if (limit === undefined || limit > longestWait)
    throw new ApiError("invalid-parameter", "wait: at most 10m, as in 500ms, 30s or 5m", { parameter: "wait" });
  if (state.snapshot.revision !== since || limit === 0) return;
  await state.watchers.nextChange(limit, gone());
}

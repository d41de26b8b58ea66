import type { Snapshot } from "../../registry/snapshot.ts";
import type { Answer, Call } from "../requests/call.ts";
import type { ServiceState } from "../service-state.ts";
import { entityTag, isNamed } from "./etag.ts";

/**
 * The JSON answer to a request that asks about a snapshot and nothing else: 304 where the client has it, the same bytes as
 * before where somebody has asked the same.
 */
export function cachedAnswer(
  { operation, scope, url, scopes, raw }: Pick<Call, "operation" | "scope" | "url" | "scopes" | "raw">,
  state: ServiceState,
  snapshot: Snapshot,
  make: () => object | Promise<object>,
): Answer | Promise<Answer> {
  const etag = entityTag(snapshot.revision, scopes);
  if (isNamed(etag, raw.headers["if-none-match"])) return { notModified: etag };
  const before = state.answers.find(snapshot, url, scopes);
  if (before) return before;
  const keep = (made: object): Answer => {
    const answer = { operation, scope, etag, body: Buffer.from(JSON.stringify(made)) };
    if (snapshot === state.snapshot) state.answers.keep(snapshot, url, scopes, answer);
    return answer;
  };
  const made = make();
  return made instanceof Promise ? made.then(keep) : keep(made);
}

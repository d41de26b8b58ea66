import type { OperationId } from "../../contract/operations.ts";
import type { Snapshot } from "../../registry/snapshot.ts";
import type { Scope } from "../access/scope.ts";

/** An answer that was given, to be given again to the same question. */
export interface KeptAnswer {
  readonly operation: OperationId;
  readonly scope: Scope;
  readonly etag: string;
  readonly body: Buffer;
}

/** So many answers are kept, none that is longer, and no more of them together, in bytes. */
const [most, longest, longestTogether] = [1024, 262_144, 16_777_216];

/** What was asked of the current snapshot is asked again, by one scheduler after the other. */
export class KeptAnswers {
  readonly #answers = new Map<string, KeptAnswer>();
  #snapshot: Snapshot | undefined;
  #bytes = 0;

  /** What was answered to a URL, if a client with these scopes would get the same. */
  find(snapshot: Snapshot, url: string, scopes: readonly Scope[]): KeptAnswer | undefined {
    if (snapshot !== this.#snapshot) return undefined;
    const answer = this.#answers.get(keyOf(url, scopes));
    return answer && scopes.includes(answer.scope) ? answer : undefined;
  }

  /** Keeps an answer about the current snapshot; those about others go. */
  keep(snapshot: Snapshot, url: string, scopes: readonly Scope[], answer: KeptAnswer): void {
    if (snapshot !== this.#snapshot) {
      this.#answers.clear();
      this.#bytes = 0;
      this.#snapshot = snapshot;
    }
    const { length } = answer.body;
    if (this.#answers.size >= most || length > longest || this.#bytes + length > longestTogether) return;
    this.#answers.set(keyOf(url, scopes), answer);
    this.#bytes += length;
  }
}

function keyOf(url: string, scopes: readonly Scope[]): string {
  return scopes.includes("edits") ? `+${url}` : url;
}

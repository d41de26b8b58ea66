import { createHash, timingSafeEqual } from "node:crypto";
import type { Token } from "./token.ts";

export type TokenLookup = { readonly token: Token } | "expired" | "unknown";

/** The tokens that the service takes. */
export class TokenTable {
  readonly #tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /**
   * Finds the token with a text, at a time in milliseconds since 1970. Takes as long for every text of one length:
   * all digests are compared to their end, whatever was found before.
   */
  find(text: string, now: number): TokenLookup {
    const digest = createHash("sha256").update(text).digest();
    let found: Token | undefined;
    for (const token of this.#tokens) {
      if (timingSafeEqual(token.digest, digest)) found = token;
    }
    if (!found) return "unknown";
    return found.expires !== undefined && found.expires <= now ? "expired" : { token: found };
  }
}

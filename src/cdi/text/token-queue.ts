import type { Cursor } from "./cursor.ts";
import type { PossibleKey } from "./possible-key.ts";
import type { MarkToken, Token } from "./token.ts";

/** Tokens that were scanned and not yet taken. One that may turn out to be a key holds back itself and all behind it. */
export class TokenQueue {
  readonly #waiting: { readonly token: Token; readonly key: PossibleKey | undefined }[] = [];

  /** The next token; undefined where more must be scanned first. */
  head(cursor: Cursor): Token | undefined {
    const first = this.#waiting[0];
    return first?.key?.isOpenAt(cursor) ? undefined : first?.token;
  }

  drop(): void {
    this.#waiting.shift();
  }

  add(token: Token, key?: PossibleKey): void {
    this.#waiting.push({ token, key });
  }

  insertBefore(key: PossibleKey, token: MarkToken): void {
    const index = this.#waiting.findLastIndex((waiting) => waiting.key === key);
    this.#waiting.splice(index, 0, { token, key: undefined });
  }
}

import type { Scope } from "./scope.ts";

/** A token that the service knows by its digest alone. */
export interface Token {
  /** Who uses it, for the audit log. Two tokens may have one name, so that one can follow the other. */
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** SHA-256 of the token's text. */
  readonly digest: Buffer;
  /** In milliseconds since 1970; undefined for one that does not expire. */
  readonly expires: number | undefined;
}

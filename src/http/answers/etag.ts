import type { Scope } from "../access/scope.ts";

/** The strong entity tag of what a URL answers at a revision; a client that may see edits can get another answer. */
export function entityTag(revision: string, scopes: readonly Scope[]): string {
  return scopes.includes("edits") ? `"${revision}-e"` : `"${revision}"`;
}

/** Whether an `If-None-Match` names a tag; `*` names any. Source of the rules: RFC 9110, 13.1.2. */
export function isNamed(tag: string, ifNoneMatch: string | undefined): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch === tag || ifNoneMatch.trim() === "*") return true;
  return ifNoneMatch.split(",").some((candidate) => candidate.trim().replace(/^W\//, "") === tag);
}

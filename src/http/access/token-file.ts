import { parseTime } from "./parse-time.ts";
import { parseScopes } from "./scope.ts";
import type { Token } from "./token.ts";

export type TokenFileReading = { readonly tokens: readonly Token[] } | { readonly mistakes: readonly string[] };

/**
 * Reads a token file: a token a line, as `NAME SCOPES sha256:HEX [expires=TIME]`, with empty lines and lines that begin
 * with `#` between. A file without tokens is good: with it nobody has one. Mistakes quote nothing of the file, for any
 * part of a line can be a secret in the wrong place.
 */
export function readTokenFile(text: string, path: string): TokenFileReading {
  const tokens: Token[] = [];
  const mistakes: string[] = [];
  const lineOf = new Map<string, number>();
  for (const [index, line] of text.split("\n").entries()) {
    const fields = line.trim().split(/\s+/);
    if (fields[0] === "" || fields[0]?.startsWith("#")) continue;
    const token = readToken(fields);
    const digest = typeof token === "string" ? undefined : token.digest.toString("hex");
    const earlier = digest === undefined ? undefined : lineOf.get(digest);
    if (typeof token === "string") mistakes.push(`${path}:${index + 1}: ${token}`);
    else if (earlier !== undefined) mistakes.push(`${path}:${index + 1}: This token is on line ${earlier} already`);
    else tokens.push(token);
    if (digest !== undefined && earlier === undefined) lineOf.set(digest, index + 1);
  }
  return mistakes.length > 0 ? { mistakes } : { tokens };
}

/** The token of a line, or what is wrong with the first field that is. */
function readToken([name = "", scopeText = "", digestText = "", expiryText, ...more]: readonly string[]):
  | Token
  | string {
  if (!namePattern.test(name)) return "The name takes letters, digits and . _ @ - and begins with a letter or digit";
  const scopes = parseScopes(scopeText);
  if (!scopes) return "The second field takes scopes separated by commas: read, edits, admin";
  const [, hex] = digestPattern.exec(digestText) ?? [];
  if (hex === undefined) return "The third field takes sha256: and the 64 hexadecimal digits of the token's SHA-256";
  if (more.length > 0) return "There is more after the fourth field";
  const expires = expiryText === undefined ? undefined : parseTime(/^expires=(.*)$/.exec(expiryText)?.[1] ?? "");
  if (expiryText !== undefined && expires === undefined) return "The fourth field takes expires=2030-01-31T12:00:00Z";
  return { name, scopes, digest: Buffer.from(hex, "hex"), expires };
}

const namePattern = /^[a-z0-9][a-z0-9._@-]{0,127}$/i;
const digestPattern = /^sha256:([0-9a-f]{64})$/i;

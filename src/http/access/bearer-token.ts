import type { Credential } from "./credential.ts";

/** What an Authorization header shows, as RFC 6750 has it: `Bearer` and a token, nothing else. */
export function bearerToken(header: string | undefined): Exclude<Credential, { kind: "certificate" }> {
  if (header === undefined) return { kind: "none" };
  const [, text] = header.length <= longest ? (pattern.exec(header) ?? []) : [];
  return text === undefined ? { kind: "malformed" } : { kind: "token", text };
}

const pattern = /^Bearer +([a-z0-9._~+/-]+=*)$/i;
const longest = 4_096;

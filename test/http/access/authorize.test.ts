import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type AccessPolicy, authorize } from "../../../src/http/access/authorize.ts";
import type { Credential } from "../../../src/http/access/credential.ts";
import { allScopes, type Scope } from "../../../src/http/access/scope.ts";
import { TokenTable } from "../../../src/http/access/token-table.ts";
import type { Reach } from "../../../src/http/listeners/listener.ts";

const now = Date.parse("2026-11-24T12:00:00Z");

function tokenOf(text: string, scopes: readonly Scope[], expires?: number) {
  return { name: `the-${text}`, scopes, digest: createHash("sha256").update(text).digest(), expires };
}

const tokens = new TokenTable([
  tokenOf("reader", ["read"], now + 1),
  tokenOf("chief", allScopes),
  tokenOf("old", allScopes, now),
]);
const open: AccessPolicy = { tokens: undefined, certificateScopes: undefined };
const withTokens: AccessPolicy = { tokens, certificateScopes: undefined };
const withCertificates: AccessPolicy = { tokens: undefined, certificateScopes: ["read", "edits"] };
const none: Credential = { kind: "none" };
const certificate: Credential = { kind: "certificate", subject: "CN=node-a" };

/** For each scope whether it is granted, else why not. */
function outcomes(policy: AccessPolicy, credential: Credential, reach: Reach): string[] {
  return allScopes.map((needed) => {
    const decision = authorize(policy, { credential, reach, needed, now });
    return decision.allowed ? "allowed" : `${decision.refused}: ${decision.because}`;
  });
}

const missing = "unauthenticated: missing";
const yes = "allowed";
const no = "forbidden: scope";

describe("authorize without a credential shown", () => {
  it.each<readonly [string, AccessPolicy, Reach, readonly string[]]>([
    ["nothing configured, unix", open, "unix", [yes, yes, yes]],
    ["nothing configured, loopback", open, "loopback", [yes, yes, no]],
    ["nothing configured, remote", open, "remote", [missing, missing, missing]],
    ["tokens, unix", withTokens, "unix", [yes, yes, no]],
    ["tokens, loopback", withTokens, "loopback", [missing, missing, missing]],
    ["tokens, remote", withTokens, "remote", [missing, missing, missing]],
    ["certificates, unix", withCertificates, "unix", [yes, yes, no]],
    ["certificates, loopback", withCertificates, "loopback", [missing, missing, missing]],
  ])("%s", (_, policy, reach, expected) => {
    expect(outcomes(policy, none, reach)).toEqual(expected);
  });
});

describe.each<Reach>(["unix", "loopback", "remote"])("authorize on %s", (reach) => {
  it.each<readonly [string, AccessPolicy, Credential, readonly string[]]>([
    ["a token with its scopes alone", withTokens, { kind: "token", text: "reader" }, [yes, no, no]],
    ["a token with all scopes", withTokens, { kind: "token", text: "chief" }, [yes, yes, yes]],
    ["an expired token", withTokens, { kind: "token", text: "old" }, Array(3).fill("unauthenticated: expired")],
    ["an unknown token", withTokens, { kind: "token", text: "x" }, Array(3).fill("unauthenticated: unknown")],
    ["a token where there are none", open, { kind: "token", text: "x" }, Array(3).fill("unauthenticated: unknown")],
    ["a malformed header", open, { kind: "malformed" }, Array(3).fill("unauthenticated: malformed")],
    ["a certificate", withCertificates, certificate, [yes, yes, no]],
    ["a certificate where there is no CA", open, certificate, Array(3).fill("unauthenticated: unknown")],
  ])("takes or refuses %s", (_, policy, credential, expected) => {
    expect(outcomes(policy, credential, reach)).toEqual(expected);
  });
});

it("authorize says who it was, and never with what", () => {
  const principals = (
    [{ kind: "token", text: "reader" }, certificate, none, { kind: "token", text: "old" }] as const
  ).map(
    (credential) =>
      authorize({ tokens, certificateScopes: ["read"] }, { credential, reach: "unix", needed: "admin", now }).principal,
  );
  expect(principals).toEqual(["token:the-reader", "certificate:CN=node-a", "listener:unix", undefined]);
});

import type { Reach } from "../listeners/listener.ts";
import type { Credential } from "./credential.ts";
import { allScopes, type Scope } from "./scope.ts";
import type { TokenTable } from "./token-table.ts";

/** The credentials that are configured. */
export interface AccessPolicy {
  /** Undefined without a token file. */
  readonly tokens: TokenTable | undefined;
  /** What each certificate of the client CA grants; undefined without a client CA. */
  readonly certificateScopes: readonly Scope[] | undefined;
}

export interface AccessRequest {
  readonly credential: Credential;
  readonly reach: Reach;
  readonly needed: Scope;
  /** In milliseconds since 1970. */
  readonly now: number;
}

export type Decision =
  | { readonly allowed: true; readonly principal: string; readonly scopes: readonly Scope[] }
  | {
      readonly allowed: false;
      readonly refused: "unauthenticated" | "forbidden";
      /** For the log alone: a caller is not told whether a token was ever good. */
      readonly because: "missing" | "malformed" | "unknown" | "expired" | "scope";
      readonly principal: string | undefined;
    };

/**
 * Decides whether a request may do what needs a scope.
 *
 * Who shows a credential has the rights of that credential and no others: a bad one is refused even where none is needed.
 * Who shows none has what the listener grants by itself. On a unix socket the group and mode of the file are a credential
 * already: it grants `read` and `edits` always, and `admin` as long as nothing else is configured. Loopback, which any
 * user of the machine can call, grants `read` and `edits` only as long as nothing else is configured. Everything else
 * grants nothing.
 */
export function authorize(policy: AccessPolicy, { credential, reach, needed, now }: AccessRequest): Decision {
  const caller = callerOf(policy, credential, reach, now);
  if (typeof caller === "string")
    return { allowed: false, refused: "unauthenticated", because: caller, principal: undefined };
  const { principal, scopes } = caller;
  if (scopes.includes(needed)) return { allowed: true, principal, scopes };
  return { allowed: false, refused: "forbidden", because: "scope", principal };
}

interface Caller {
  readonly principal: string;
  readonly scopes: readonly Scope[];
}

type Doubt = "missing" | "malformed" | "unknown" | "expired";

function callerOf(policy: AccessPolicy, credential: Credential, reach: Reach, now: number): Caller | Doubt {
  switch (credential.kind) {
    case "none":
      return listenerCaller(policy, reach);
    case "malformed":
      return "malformed";
    case "token":
      return tokenCaller(policy.tokens?.find(credential.text, now) ?? "unknown");
    case "certificate":
      if (!policy.certificateScopes) return "unknown";
      return { principal: `certificate:${credential.subject}`, scopes: policy.certificateScopes };
  }
}

function tokenCaller(found: ReturnType<TokenTable["find"]>): Caller | Doubt {
  return typeof found === "string" ? found : { principal: `token:${found.token.name}`, scopes: found.token.scopes };
}

function listenerCaller({ tokens, certificateScopes }: AccessPolicy, reach: Reach): Caller | Doubt {
  const scopes = grants[reach][tokens || certificateScopes ? "guarded" : "open"];
  return scopes.length > 0 ? { principal: `listener:${reach}`, scopes } : "missing";
}

/** What a listener grants by itself: `open` where no credentials are configured, `guarded` where some are. */
const grants: Readonly<Record<Reach, Readonly<Record<"open" | "guarded", readonly Scope[]>>>> = {
  unix: { open: allScopes, guarded: ["read", "edits"] },
  loopback: { open: ["read", "edits"], guarded: [] },
  remote: { open: [], guarded: [] },
};

// Made of openapi.yaml by scripts/generate-contract.mjs.

import type * as schemas from "./schemas.ts";

/** What a request of each operation brings. */
export interface Operations {
  readonly listDevices: {
    readonly params: Record<never, never>;
    readonly query: {
      readonly vendor?: string;
      readonly class?: string;
      readonly kind?: string;
      readonly name?: string;
      readonly attr?: readonly string[];
      readonly health?: readonly schemas.HealthStatus[];
      readonly limit: number;
      readonly continue?: string;
      readonly since?: schemas.Revision;
      readonly wait?: string;
    };
    readonly headers: Record<never, never>;
    readonly body: null;
  };
  readonly getDevice: {
    readonly params: { readonly vendor: string; readonly class: string; readonly device: string };
    readonly query: Record<never, never>;
    readonly headers: Record<never, never>;
    readonly body: null;
  };
  readonly resolveDevices: {
    readonly params: Record<never, never>;
    readonly query: Record<never, never>;
    readonly headers: Record<never, never>;
    readonly body: schemas.ResolveRequest;
  };
  readonly injectDevices: {
    readonly params: Record<never, never>;
    readonly query: Record<never, never>;
    readonly headers: Record<never, never>;
    readonly body: schemas.InjectRequest;
  };
  readonly preflightDevices: {
    readonly params: Record<never, never>;
    readonly query: Record<never, never>;
    readonly headers: Record<never, never>;
    readonly body: schemas.PreflightRequest;
  };
  readonly validateSpec: {
    readonly params: Record<never, never>;
    readonly query: Record<never, never>;
    readonly headers: Record<never, never>;
    readonly body: schemas.ValidateRequest;
  };
  readonly listSpecs: {
    readonly params: Record<never, never>;
    readonly query: { readonly limit: number; readonly continue?: string };
    readonly headers: Record<never, never>;
    readonly body: null;
  };
  readonly getSpec: {
    readonly params: { readonly digest: string };
    readonly query: Record<never, never>;
    readonly headers: Record<never, never>;
    readonly body: null;
  };
  readonly listProblems: {
    readonly params: Record<never, never>;
    readonly query: { readonly limit: number; readonly continue?: string };
    readonly headers: Record<never, never>;
    readonly body: null;
  };
  readonly getNode: {
    readonly params: Record<never, never>;
    readonly query: Record<never, never>;
    readonly headers: Record<never, never>;
    readonly body: null;
  };
  readonly getTopology: {
    readonly params: Record<never, never>;
    readonly query: { readonly vendor?: string; readonly class?: string; readonly kind?: string };
    readonly headers: Record<never, never>;
    readonly body: null;
  };
  readonly watchDevices: {
    readonly params: Record<never, never>;
    readonly query: { readonly since?: schemas.Revision };
    readonly headers: { readonly "last-event-id"?: string };
    readonly body: null;
  };
  readonly reload: {
    readonly params: Record<never, never>;
    readonly query: Record<never, never>;
    readonly headers: Record<never, never>;
    readonly body: null;
  };
  readonly getHealth: {
    readonly params: Record<never, never>;
    readonly query: Record<never, never>;
    readonly headers: Record<never, never>;
    readonly body: null;
  };
  readonly getReadiness: {
    readonly params: Record<never, never>;
    readonly query: Record<never, never>;
    readonly headers: Record<never, never>;
    readonly body: null;
  };
  readonly getMetrics: {
    readonly params: Record<never, never>;
    readonly query: Record<never, never>;
    readonly headers: Record<never, never>;
    readonly body: null;
  };
  readonly getContract: {
    readonly params: Record<never, never>;
    readonly query: Record<never, never>;
    readonly headers: Record<never, never>;
    readonly body: null;
  };
}

export type OperationId = keyof Operations;

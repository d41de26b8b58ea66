import type { Socket } from "node:net";
import type { AccessPolicy } from "./access/authorize.ts";
import type { Scope } from "./access/scope.ts";
import type { Reach } from "./listeners/listener.ts";
import type { ServiceState } from "./service-state.ts";

export interface AppOptions {
  readonly state: ServiceState;
  /** As configured now: it can change while the service runs. */
  readonly policy: () => AccessPolicy;
  /** Who can reach the listener that a connection came through. */
  readonly reachOf: (socket: Socket) => Reach;
  readonly limits: {
    readonly bodyBytes: number;
    readonly concurrentRequests: number;
    readonly requestsPerSecond: number;
  };
}

/** Who asks, once that is known. */
export interface Caller {
  readonly principal: string;
  readonly scopes: readonly Scope[];
}

import type { IncomingMessage, ServerResponse } from "node:http";
import type { OperationId, Operations } from "../../contract/operations.ts";
import type { Scope } from "../access/scope.ts";
import type { ServiceState } from "../service-state.ts";

/** A checked request to one operation. */
export interface Call<Id extends OperationId = OperationId> {
  readonly operation: Id;
  /** What the operation takes. */
  readonly scope: Scope;
  readonly params: Operations[Id]["params"];
  readonly query: Operations[Id]["query"];
  readonly body: Operations[Id]["body"];
  /** Path and query as the client wrote them. */
  readonly url: string;
  /** The media type that the client is to get, one of those that the operation produces. */
  readonly accepted: string;
  readonly scopes: readonly Scope[];
  /** Who asks, for the audit: the name of a token or certificate, else of the listener. */
  readonly principal: string;
  readonly requestId: string;
  /** A signal that aborts where the client goes away. */
  readonly gone: () => AbortSignal;
  readonly raw: IncomingMessage;
}

/** What a handler answers; an error is thrown as an `ApiError`. */
export type Answer =
  | {
      readonly body: string | Buffer;
      readonly type?: string;
      /** Names the answer among all of its URL. */
      readonly etag?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly notModified: string }
  /** Takes the response over and ends it by itself. */
  | { readonly stream: (response: ServerResponse) => void };

export type Handler<Id extends OperationId> = (call: Call<Id>, state: ServiceState) => Answer | Promise<Answer>;

/** A handler for each operation of the contract; the compiler holds the two equal. */
export type Handlers = { readonly [Id in OperationId]: Handler<Id> };

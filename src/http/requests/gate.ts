import type { FastifyReply, FastifyRequest } from "fastify";
import { identifyCaller } from "../access/identify-caller.ts";
import type { Scope } from "../access/scope.ts";
import { ApiError } from "../answers/api-error.ts";
import type { AppOptions, Caller } from "../app-options.ts";
import type { Operation } from "../contract.ts";
import type { RequestRate } from "./request-rate.ts";

/** Lets requests in, those that may and no more at once than there is room for, and writes each down when it is over. */
export class Gate {
  readonly #options: AppOptions;
  readonly #rate: RequestRate;
  #inside = 0;

  constructor(options: AppOptions, rate: RequestRate) {
    this.#options = options;
    this.#rate = rate;
  }

  /** Runs before anything of a request's body is read. */
  admit(request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void {
    request.arrivedAt = performance.now();
    const { operation } = request.routeOptions.config;
    const refusal =
      hostFault(request) ??
      (operation && operation.scope !== "none" ? this.#refusal(request, operation, operation.scope) : undefined);
    const counts = !refusal && operation !== undefined && !mayWait(operation, request);
    if (counts) this.#inside++;
    reply.raw.once("close", () => {
      if (counts) this.#inside--;
      this.#record(request, reply);
    });
    done(refusal);
  }

  #refusal(request: FastifyRequest, operation: Operation, scope: Scope): ApiError | undefined {
    const caller = this.#callerOf(request, scope);
    if (caller instanceof ApiError) return caller;
    request.caller = caller;
    if (!this.#rate.take(caller.principal, request.arrivedAt))
      return new ApiError("too-many-requests", "More requests came in a second than this service is set to answer");
    if (this.#inside < this.#options.limits.concurrentRequests || mayWait(operation, request)) return undefined;
    return new ApiError("too-many-requests", `${this.#inside} requests are being answered already`);
  }

  #callerOf(request: FastifyRequest, needed: Scope): Caller | ApiError {
    const decision = identifyCaller(this.#options, request.raw, needed);
    if (decision.allowed) return decision;
    this.#options.state.log.info("refused", { requestId: request.id, ...decision });
    switch (decision.refused) {
      case "foreign-host":
        return new ApiError("forbidden", "The Host header names another machine than this one");
      case "forbidden":
        return new ApiError("forbidden", `It takes the scope ${needed}`);
      case "unauthenticated":
        return new ApiError("unauthenticated", "A valid token or client certificate is needed");
    }
  }

  #record(request: FastifyRequest, reply: FastifyReply): void {
    const { metrics, log } = this.#options.state;
    const record = {
      operation: request.routeOptions.config.operation?.id,
      requestId: request.id,
      method: request.method,
      path: request.url.split("?", 1).join(),
      status: reply.raw.statusCode,
      milliseconds: performance.now() - request.arrivedAt,
      principal: request.caller?.principal,
    };
    metrics.request(record);
    log.request(record);
  }
}

/** HTTP/1.1 wants the header, even where it is of no matter. */
function hostFault({ raw }: FastifyRequest): ApiError | undefined {
  if (raw.headers.host !== undefined || raw.httpVersion !== "1.1") return undefined;
  return new ApiError("malformed-request", "There is no Host header");
}

/** Requests that may wait for a change are bounded with the watchers. */
function mayWait({ id }: Operation, { raw }: FastifyRequest): boolean {
  return id === "watchDevices" || (id === "listDevices" && raw.url?.includes("since=") === true);
}

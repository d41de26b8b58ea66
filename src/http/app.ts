import { randomBytes } from "node:crypto";
import type { RequestListener } from "node:http";
import { type FastifyInstance, fastify } from "fastify";
import type { OperationId, Operations } from "../contract/operations.ts";
import { ApiError } from "./answers/api-error.ts";
import { HotAnswers } from "./answers/hot-answers.ts";
import { sendAnswer } from "./answers/send-answer.ts";
import { sendError } from "./answers/send-error.ts";
import type { AppOptions, Caller } from "./app-options.ts";
import { type Operation, readContract } from "./contract.ts";
import { handlers } from "./handlers/handlers.ts";
import { Gate } from "./requests/gate.ts";
import { JsonBodies } from "./requests/json-body.ts";
import { requestCall } from "./requests/request-call.ts";
import { requestCheck } from "./requests/request-checks.ts";
import { RequestRate } from "./requests/request-rate.ts";
import type { ServiceState } from "./service-state.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    readonly operation?: Operation;
  }
  interface FastifyRequest {
    caller: Caller | undefined;
    /** By a clock that nobody sets, in milliseconds. */
    arrivedAt: number;
  }
}

/** Answers the contract's operations, for any number of servers. */
export async function createApp(options: AppOptions): Promise<RequestListener> {
  const { state } = options;
  const rate = new RequestRate(options.limits.requestsPerSecond);
  const gate = new Gate(options, rate);
  const bodies = new JsonBodies();
  const requestId = requestIds();
  const hot = new HotAnswers(options, rate, requestId);
  const app = fastify({
    bodyLimit: options.limits.bodyBytes,
    exposeHeadRoutes: false,
    genReqId: requestId,
    requestIdHeader: false,
    routerOptions: { maxParamLength: 4096 },
    frameworkErrors: (error, request, reply) => sendError(error, request, reply, state.log),
  });
  app.decorateRequest("caller", undefined);
  app.decorateRequest("arrivedAt", 0);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (_request, body: Buffer, done) => {
    try {
      done(null, bodies.read(body));
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  });
  app.setErrorHandler((error, request, reply) => sendError(error, request, reply, state.log));
  app.setNotFoundHandler((request, reply) =>
    sendError(noSuchRoute(app, request.method, request.url), request, reply, state.log),
  );
  app.addHook("onRequest", (request, reply, done) => gate.admit(request, reply, done));
  for (const operation of readContract()) addRoute(app, operation, state);
  await app.ready();
  return (request, response) => {
    if (!hot.answer(request, response)) app.routing(request, response);
  };
}

/** Names for requests that no other run of a service gives. */
function requestIds(): () => string {
  const run = randomBytes(8).toString("base64url");
  let count = 0;
  return () => `${run}-${(count++).toString(36)}`;
}

function addRoute<Id extends OperationId>(
  app: FastifyInstance,
  operation: Operation & { readonly id: Id },
  state: ServiceState,
): void {
  const handler = handlers[operation.id];
  const checkParams = requestCheck<Operations[Id]["params"]>("params", operation.params);
  const checkQuery = requestCheck<Operations[Id]["query"]>("query", operation.query);
  const checkBody = requestCheck<Operations[Id]["body"]>("body", operation.body);
  app.route({
    method: operation.method,
    url: operation.url,
    config: { operation },
    handler: (request, reply) => {
      const parts = {
        params: checkParams(request.params),
        query: checkQuery(request.query),
        body: checkBody(request.body ?? null),
      };
      const call = requestCall<Id>(parts, operation, request, reply.raw);
      const answer = handler(call, state);
      if (!(answer instanceof Promise)) return sendAnswer(answer, call, reply);
      return answer.then((late) => sendAnswer(late, call, reply));
    },
  });
}

function noSuchRoute(app: FastifyInstance, method: string, url: string): ApiError {
  const path = url.split("?", 1).join();
  const allowed = (["GET", "POST"] as const).filter((other) => app.findRoute({ method: other, url: path }) !== null);
  if (allowed.length === 0) return new ApiError("not-found", "There is no such route; see /openapi.yaml");
  const message = `The route takes ${allowed.join(" and ")}, not ${method}`;
  return new ApiError("method-not-allowed", message, {}, { allow: allowed.join(", ") });
}

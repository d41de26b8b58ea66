import type { ServerResponse } from "node:http";
import type { FastifyRequest } from "fastify";
import type { OperationId, Operations } from "../../contract/operations.ts";
import { ApiError } from "../answers/api-error.ts";
import type { Operation } from "../contract.ts";
import { acceptedType } from "./accept.ts";
import type { Call } from "./call.ts";

/**
 * What a handler gets of a request.
 * @throws ApiError where the client takes none of the types that there are
 */
export function requestCall<Id extends OperationId>(
  parts: Pick<Operations[Id], "params" | "query" | "body">,
  { id: operation, produces, scope }: Operation & { readonly id: Id },
  request: Pick<FastifyRequest, "raw" | "id" | "caller" | "url">,
  response: ServerResponse,
): Call<Id> {
  const { raw, id, caller, url } = request;
  const accepted = acceptedType(raw.headers.accept, produces);
  if (accepted === undefined)
    throw new ApiError("not-acceptable", `There is ${produces.join(" and ")}, and Accept names none of it`);
  return {
    operation,
    scope: scope === "none" ? "read" : scope,
    params: parts.params,
    query: parts.query,
    body: parts.body,
    url,
    accepted,
    scopes: caller?.scopes ?? [],
    principal: caller?.principal ?? "anyone",
    requestId: id,
    raw,
    gone: () => goneSignal(response),
  };
}

/** By the response, not by the connection, which may outlive thousands of them. */
function goneSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  if (response.destroyed) controller.abort();
  else response.once("close", () => controller.abort());
  return controller.signal;
}

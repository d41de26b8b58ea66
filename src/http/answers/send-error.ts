import type { FastifyReply, FastifyRequest } from "fastify";
import type { ErrorCode } from "../../contract/schemas.ts";
import type { Log } from "../monitoring/log.ts";
import { ApiError, errorDocument } from "./api-error.ts";
import { commonHeaders } from "./send-answer.ts";

/** Answers with the problem document of an error. What is no error of the client's is logged, and not told. */
export function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Log): FastifyReply {
  const known = apiError(error);
  if (!known) log.error("A request failed", error, { requestId: request.id });
  const answer = known ?? new ApiError("internal-error", `The log has more under ${request.id}`);
  reply.headers(commonHeaders).headers(answer.fields);
  // Fastify would close it now, and who is still sending would see that instead of the answer.
  if (answer.code === "body-too-large" && reply.raw.shouldKeepAlive) reply.header("connection", "keep-alive");
  if (answer.code === "unauthenticated") reply.header("www-authenticate", 'Bearer realm="cdi-registry"');
  if (answer.code === "not-ready" || answer.code === "too-many-requests") reply.header("retry-after", "1");
  return reply
    .code(answer.status)
    .type("application/problem+json; charset=utf-8")
    .send(JSON.stringify(errorDocument(answer)));
}

/** Undefined for what only a defect can bring about. */
function apiError(error: unknown): ApiError | undefined {
  if (error instanceof ApiError) return error;
  if (!(error instanceof Error)) return undefined;
  const code = "code" in error ? codes[String(error.code)] : undefined;
  if (code) return new ApiError(code, error.message);
  const isClients = "statusCode" in error && Number(error.statusCode) >= 400 && Number(error.statusCode) < 500;
  return isClients ? new ApiError("malformed-request", error.message) : undefined;
}

/** What fastify finds at fault by itself. */
const codes: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "body-too-large",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "unsupported-media-type",
  FST_ERR_BAD_URL: "malformed-request",
};

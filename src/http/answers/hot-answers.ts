import type { IncomingMessage, ServerResponse } from "node:http";
import { identifyCaller } from "../access/identify-caller.ts";
import type { AppOptions } from "../app-options.ts";
import type { RequestRate } from "../requests/request-rate.ts";
import { isNamed } from "./etag.ts";
import { writeAnswer } from "./send-answer.ts";

/**
 * Answers what was asked before of the current snapshot, past the router and the checks, which the first such request
 * has passed: they cost more than all the rest of a short answer. Who may ask, how often, and what is counted and logged
 * is the same.
 */
export class HotAnswers {
  readonly #options: AppOptions;
  readonly #rate: RequestRate;
  readonly #requestId: () => string;

  constructor(options: AppOptions, rate: RequestRate, requestId: () => string) {
    this.#options = options;
    this.#rate = rate;
    this.#requestId = requestId;
  }

  /** False where the request has to take the whole way; then nothing was done. */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    const { state } = this.#options;
    const { method, url = "", headers } = request;
    if (method !== "GET" || !state.isReady || !isPlain(headers) || url.includes("since=")) return false;
    const begun = performance.now();
    const caller = identifyCaller(this.#options, request, "read");
    const kept = caller.allowed ? state.answers.find(state.snapshot, url, caller.scopes) : undefined;
    if (!kept || !caller.allowed || !this.#rate.take(caller.principal, begun)) return false;
    const { operation, etag } = kept;
    const answer = isNamed(etag, headers["if-none-match"]) ? { notModified: etag } : kept;
    writeAnswer(answer, "application/json", response);
    const status = "notModified" in answer ? 304 : 200;
    const milliseconds = performance.now() - begun;
    state.metrics.request({ operation, method, status, milliseconds });
    if (state.log.isSampled(operation, status)) {
      const path = url.split("?", 1).join();
      const requestId = this.#requestId();
      state.log.info("request", {
        operation,
        requestId,
        method,
        path,
        status,
        milliseconds,
        principal: caller.principal,
      });
    }
    return true;
  }
}

/** Well formed, without a body, and JSON is welcome. */
function isPlain(headers: IncomingMessage["headers"]): boolean {
  const { accept, host } = headers;
  const takesJson = accept === undefined || accept === "*/*" || accept === "application/json";
  return (
    takesJson &&
    host !== undefined &&
    headers["content-length"] === undefined &&
    headers["transfer-encoding"] === undefined
  );
}

import { type DestinationStream, type Level, type Logger, pino, stdTimeFunctions } from "pino";
import type { OperationId } from "../../contract/operations.ts";

export interface LogOptions {
  readonly level: Level | "silent";
  /** Of requests that succeed on a hot route, one in so many is logged. */
  readonly sample: number;
}

/** What is known of a request when it is over. */
export interface RequestRecord {
  readonly operation: OperationId | undefined;
  readonly requestId: string;
  readonly method: string;
  /** Without the query, which may hold anything. */
  readonly path: string;
  readonly status: number;
  readonly milliseconds: number;
  readonly principal: string | undefined;
}

/** What is kept of an injection. */
export interface InjectionRecord {
  readonly principal: string;
  readonly requestId: string;
  readonly devices: readonly string[];
  readonly revision: string;
  /** `done`, or the code of the error. */
  readonly outcome: string;
}

/** What schedulers ask thousands of times. */
const hot: ReadonlySet<OperationId | undefined> = new Set<OperationId>([
  "listDevices",
  "getDevice",
  "resolveDevices",
  "injectDevices",
  "getHealth",
  "getReadiness",
  "getMetrics",
]);

/** Structured logs, a JSON object a line. No header, body or query goes in, so no secret does. */
export class Log {
  readonly #logger: Logger;
  #sample: number;
  #count = 0;

  constructor({ level, sample }: LogOptions, destination: DestinationStream) {
    const formatters = { level: (label: string) => ({ level: label }) };
    this.#logger = pino({ level, base: null, formatters, timestamp: stdTimeFunctions.isoTime }, destination);
    this.#sample = sample;
  }

  change({ level, sample }: LogOptions): void {
    this.#logger.level = level;
    this.#sample = sample;
  }

  info(message: string, facts: object = {}): void {
    this.#logger.info(facts, message);
  }

  warn(message: string, facts: object = {}): void {
    this.#logger.warn(facts, message);
  }

  error(message: string, error: unknown, facts: object = {}): void {
    this.#logger.error({ ...facts, err: error }, message);
  }

  /** One line a request; of those on hot routes that succeed, one in so many. */
  request(record: RequestRecord): void {
    const { status, operation } = record;
    if (status === 500) this.#logger.error(record, "request");
    else if (this.isSampled(operation, status)) this.#logger.info(record, "request");
  }

  /** Whether a request is to be logged, which counts it. */
  isSampled(operation: OperationId | undefined, status: number): boolean {
    return status >= 400 || !hot.has(operation) || this.#count++ % this.#sample === 0;
  }

  /** Who injected what, and what came of it; never sampled. */
  audit(record: InjectionRecord): void {
    this.#logger.info({ audit: "inject", ...record }, "inject");
  }
}

import type { IncomingMessage } from "node:http";
import { callScope } from "./call-scope.ts";
import type { Connection, Question } from "./connection.ts";
import { ConnectionError } from "./connection-error.ts";
import { readAnswer } from "./read-answer.ts";
import type { ServerAddress } from "./server-address.ts";

/** Questions and answers with the limits that all of them have. */
export class Session {
  readonly signal: AbortSignal | undefined;
  readonly #connection: Connection;
  readonly #timeout: number;

  constructor(connection: Connection, timeout: number, signal: AbortSignal | undefined) {
    this.signal = signal;
    this.#connection = connection;
    this.#timeout = timeout;
  }

  get address(): ServerAddress {
    return this.#connection.address;
  }

  /** `patience` is what an answer may take beyond the usual, in milliseconds. */
  async get<Answer>(path: string, patience = 0): Promise<Answer> {
    return this.#read(await this.#text({ method: "GET", path }, "application/json", patience), parseObject<Answer>);
  }

  /** `parse` makes the answer of its text, and throws where that is not possible. */
  async post<Answer>(path: string, body?: string, parse: (text: string) => Answer = parseObject): Promise<Answer> {
    return this.#read(await this.postText(path, body), parse);
  }

  /** The text of the answer, of the given media type. */
  postText(path: string, body?: string, type = "application/json"): Promise<string> {
    return this.#text({ method: "POST", path, body }, type, 0);
  }

  /** Opens a stream of events behind a revision. Who takes it ends it. */
  openStream(path: string, since: string | undefined, signal?: AbortSignal): Promise<IncomingMessage> {
    const type = "text/event-stream";
    const headers = { accept: type, ...(since === undefined ? {} : { "last-event-id": since }) };
    return this.#within(this.#timeout, signal, async (inner) => {
      const answer = await this.#connection.ask({ method: "GET", path, headers, isAlone: true }, inner);
      const isStream = answer.statusCode === 200 && answer.headers["content-type"]?.startsWith(type);
      if (!isStream) await readAnswer(answer, this.address, type);
      return answer;
    });
  }

  close(): void {
    this.#connection.close();
  }

  #text(question: Question, type: string, patience: number): Promise<string> {
    const asked = { ...question, headers: { accept: type }, isAlone: patience > 0 };
    return this.#within(this.#timeout + patience, undefined, async (signal) =>
      readAnswer(await this.#connection.ask(asked, signal), this.address, type),
    );
  }

  #within<Outcome>(timeout: number, own: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<Outcome>) {
    const state = `no answer within ${timeout / 1000} s`;
    const onTimeout = () => new ConnectionError(this.address.text, "timeout", state);
    return callScope({ timeout, onTimeout, signals: [this.signal, own] }, work);
  }

  #read<Answer>(text: string, parse: (text: string) => Answer): Answer {
    try {
      return parse(text);
    } catch (error) {
      throw new ConnectionError(this.address.text, "not-the-service", "its answer is not as it is due", {
        cause: error,
      });
    }
  }
}

function parseObject<Answer>(text: string): Answer {
  const value = JSON.parse(text);
  if (typeof value === "object" && value !== null) return value;
  throw new SyntaxError("not an object");
}

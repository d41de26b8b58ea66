import {
  Agent,
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
  request as requestByHttp,
} from "node:http";
import type { Agent as TlsAgent } from "node:https";
import type { Socket } from "node:net";
import { failedCall } from "./failed-call.ts";
import type { ServerAddress } from "./server-address.ts";

/** A certificate to show, with its key, and the authority to trust instead of the usual ones; in PEM. */
export interface TlsCredentials {
  readonly ca?: string | Buffer | undefined;
  readonly cert?: string | Buffer | undefined;
  readonly key?: string | Buffer | undefined;
}

export interface Question {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** On a connection of its own, not one that is kept: where the answer takes long, so that no other question waits. */
  readonly isAlone?: boolean;
}

const agentOptions = { keepAlive: true, maxSockets: 32 };

/** The way to one service. Connections are kept for the next question, and keep no process alive. */
export class Connection {
  readonly address: ServerAddress;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #tls: TlsCredentials;
  #agent: Agent | TlsAgent | undefined;

  constructor(address: ServerAddress, token: string | undefined, tls: TlsCredentials) {
    this.address = address;
    this.#headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    this.#tls = tls;
  }

  /**
   * Asks, and gives the answer once its head is there; whoever takes it reads or destroys the rest. A connection that was
   * kept may have been closed by the other side in the meantime: then it is asked once more, for no question changes anything.
   * @throws ConnectionError, or the reason of the signal
   */
  async ask(question: Question, signal: AbortSignal): Promise<IncomingMessage> {
    try {
      return await this.#askOnce(question, signal, true);
    } catch (error) {
      if (error !== staleConnection) throw error;
      return this.#askOnce({ ...question, isAlone: true }, signal, false);
    }
  }

  /** Closes the connections that are kept. */
  close(): void {
    this.#agent?.destroy();
  }

  async #askOnce({ method, path, headers, body, isAlone = false }: Question, signal: AbortSignal, mayRepeat: boolean) {
    const { prefix, target } = this.address;
    const options: RequestOptions = {
      ...target,
      method,
      path: prefix + path,
      headers: { ...this.#headers, ...headers, ...(body === undefined ? {} : lengthOf(body)) },
    };
    const request = await this.#begin(options, isAlone).catch((error: unknown) => {
      throw failedCall(this.address, error);
    });
    return new Promise<IncomingMessage>((resolve, reject) => {
      let answer: IncomingMessage | undefined;
      const stop = () => (answer ?? request).destroy(signal.reason instanceof Error ? signal.reason : undefined);
      if (signal.aborted) stop();
      else signal.addEventListener("abort", stop, { once: true });
      request.on("close", () => signal.removeEventListener("abort", stop));
      request.on("socket", (socket) => guard(socket));
      request.on("response", (response) => {
        answer = response;
        resolve(response);
      });
      request.on("error", (error) => {
        if (signal.aborted) reject(signal.reason);
        else if (mayRepeat && request.reusedSocket && isClosing(error)) reject(staleConnection);
        else reject(failedCall(this.address, error));
      });
      request.end(body);
    });
  }

  async #begin(options: RequestOptions, isAlone: boolean): Promise<ClientRequest> {
    if (!this.address.isTls) {
      this.#agent ??= new Agent(agentOptions);
      return requestByHttp({ ...options, agent: isAlone ? false : this.#agent });
    }
    const https = await import("node:https");
    this.#agent ??= new https.Agent(agentOptions);
    return https.request({ ...options, ...this.#tls, agent: isAlone ? false : this.#agent });
  }
}

/**
 * Keeps a connection that breaks from ending the process. Node listens for that only until the answer is there, which may be
 * before all of a large question is sent; whoever still waits is told through the request.
 */
function guard(socket: Socket): void {
  if (guarded.has(socket)) return;
  guarded.add(socket);
  socket.on("error", () => {});
}

const guarded = new WeakSet<Socket>();

const staleConnection = new Error("The connection that was kept is closed");

function isClosing(error: Error): boolean {
  return "code" in error && (error.code === "ECONNRESET" || error.code === "EPIPE");
}

function lengthOf(body: string): Record<string, string> {
  return { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)) };
}

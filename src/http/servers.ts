import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Socket } from "node:net";
import { refuseConnection } from "./answers/refuse-connection.ts";
import { type BindOptions, type BoundListener, bind } from "./listeners/bind.ts";
import type { Listener, Reach } from "./listeners/listener.ts";
import type { TlsOptions } from "./listeners/tls-options.ts";
import { inTurn } from "./requests/in-turn.ts";

export interface ServersOptions {
  readonly answer: RequestListener;
  /** In milliseconds. */
  readonly timeouts: { readonly headers: number; readonly body: number };
  /** For the TCP listeners; undefined for plain HTTP. */
  readonly tls: TlsOptions | undefined;
  readonly bind: BindOptions;
}

interface Running {
  readonly server: Server;
  readonly bound: BoundListener;
}

/** The servers of all listeners, which answer alike. */
export class Servers {
  readonly #options: ServersOptions;
  readonly #reaches = new WeakMap<Socket, Reach>();
  readonly #running: Running[] = [];
  /** All that are open: Node forgets those that are still about to agree on TLS. */
  readonly #sockets = new Set<Socket>();

  constructor(options: ServersOptions) {
    this.#options = options;
  }

  /** Where the service can be reached. */
  get addresses(): readonly string[] {
    return this.#running.map(({ bound }) => bound.address);
  }

  /** How many are open. */
  get connections(): number {
    return this.#sockets.size;
  }

  /** Who can reach the listener that a connection came through. */
  reachOf(socket: Socket): Reach {
    return this.#reaches.get(socket) ?? "remote";
  }

  /** @throws ListenError */
  async listen(listener: Listener): Promise<void> {
    const isLocal = listener.kind === "unix" || (listener.kind === "activated" && listener.family === "unix");
    const { timeouts, tls } = this.#options;
    const answer = inTurn(this.#options.answer);
    const settings = {
      headersTimeout: timeouts.headers,
      requestTimeout: timeouts.body,
      connectionsCheckingInterval: Math.max(50, Math.min(timeouts.headers, timeouts.body) / 4),
      keepAliveTimeout: 75_000,
      // Who leaves it out gets a problem document, as for anything else.
      requireHostHeader: false,
    };
    const server =
      tls && !isLocal
        ? createTlsServer({ ...settings, ...tls, handshakeTimeout: timeouts.headers }, answer)
        : createServer(settings, answer);
    let reach: Reach = "remote";
    server.on(tls && !isLocal ? "secureConnection" : "connection", (socket) => this.#reaches.set(socket, reach));
    server.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.once("close", () => this.#sockets.delete(socket));
    });
    server.on("clientError", refuseConnection);
    server.on("connect", (_request, socket) => refuseConnection(new Error("There is no proxy here"), socket));
    server.on("checkExpectation", answer);
    server.on("tlsClientError", (_error: Error, socket: Socket) => socket.destroy());
    const bound = await bind(server, listener, this.#options.bind);
    reach = bound.reach;
    this.#running.push({ server, bound });
  }

  /** Takes no more connections, lets requests that are under way end within a time, and cuts off the rest. */
  async close(patience: number): Promise<void> {
    const cut = setTimeout(() => this.cut(), patience);
    const sweep = setInterval(() => this.#closeIdle(), 50);
    const closed = this.#running.map(({ bound }) => bound.close());
    this.#closeIdle();
    await Promise.all(closed);
    clearInterval(sweep);
    clearTimeout(cut);
  }

  /** Those between two requests, and those on which nothing was ever said. */
  #closeIdle(): void {
    for (const { server } of this.#running) server.closeIdleConnections();
    for (const socket of this.#sockets) if (socket.bytesRead === 0) socket.destroy();
  }

  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}

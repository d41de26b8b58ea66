import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSocketServer, type Socket, type Server as SocketServer } from "node:net";
import { join } from "node:path";
import { afterEach } from "vitest";
import { temporaryDirectory } from "../registry/directories.ts";

const started: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((stop) => stop()));
});

export interface StandIn {
  readonly address: string;
  readonly socket: string;
  /** Ends it and every connection. */
  readonly stop: () => Promise<unknown>;
}

/** Stands in for a service, to show the faults that a real one does not have; gone after the test. */
export function standIn(answer: RequestListener, socket = join(temporaryDirectory(), "cdi.sock")): Promise<StandIn> {
  const server = createServer(answer);
  return listen(server, socket, () => server.closeAllConnections());
}

/** The same without HTTP: what is called with each connection. */
export function standInForSockets(connected: (socket: Socket) => void): Promise<StandIn> {
  const sockets = new Set<Socket>();
  const server = createSocketServer((socket) => {
    sockets.add(socket.on("error", () => {}));
    connected(socket);
  });
  return listen(server, join(temporaryDirectory(), "cdi.sock"), () => {
    for (const socket of sockets) socket.destroy();
  });
}

async function listen(server: Server | SocketServer, socket: string, drop: () => void): Promise<StandIn> {
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  const stop = () =>
    new Promise((resolve) => {
      server.close(resolve);
      drop();
    });
  started.push(stop);
  return { address: `unix:${socket}`, socket, stop };
}

/** An answer of JSON. */
export function json(value: unknown): RequestListener {
  return (_, response) => response.setHeader("content-type", "application/json").end(JSON.stringify(value));
}

/** A refusal as the service sends it. */
export function refusing(status: number, code: string, more: object = {}): RequestListener {
  return (_, response) =>
    response
      .writeHead(status, { "content-type": "application/problem+json" })
      .end(JSON.stringify({ type: "about:blank", title: "No", status, code, ...more }));
}

import type { Server } from "node:net";
import { bindUnixSocket, type SocketOptions } from "./bind-unix-socket.ts";
import { isLoopback } from "./is-loopback.ts";
import { ListenError, listenErrorOf } from "./listen-error.ts";
import { type Listener, listenerText, type Reach, tcpText } from "./listener.ts";
import { startListening } from "./start-listening.ts";

export interface BindOptions {
  /** Group and permission bits of a unix socket's file; an activated socket keeps those that it has. */
  readonly socket: SocketOptions;
  /** Whether others than this machine may reach the service: where credentials are configured. */
  readonly remoteAllowed: boolean;
}

export interface BoundListener {
  readonly reach: Reach;
  /** Where it is, with the port that the system chose. */
  readonly address: string;
  /** Takes no more connections, removes its own socket file, and is done once the connections that there are have ended. */
  close(): Promise<void>;
}

/**
 * Lets a server listen. One on which others than this machine could call is closed again where that is not allowed.
 * @throws ListenError
 */
export async function bind(server: Server, listener: Listener, options: BindOptions): Promise<BoundListener> {
  const address = listenerText(listener);
  try {
    if (listener.kind === "unix") {
      const remove = await bindUnixSocket(server, listener.path, options.socket);
      return { reach: "unix", address, close: () => close(server, remove) };
    }
    await startListening(server, targetOf(listener));
    const bound = reachOf(server, address);
    if (bound.reach === "remote" && !options.remoteAllowed) {
      await close(server);
      throw new ListenError(
        bound.address,
        "other machines can reach it, and neither tokens nor a client CA are configured",
      );
    }
    return { ...bound, close: () => close(server) };
  } catch (error) {
    throw listenErrorOf(address, error);
  }
}

function targetOf(listener: Exclude<Listener, { kind: "unix" }>) {
  if (listener.kind === "activated") return { fd: listener.descriptor };
  return { host: listener.host, port: listener.port, exclusive: true };
}

/** A unix socket that was bound by another process has no address here. */
function reachOf(server: Server, text: string): { reach: Reach; address: string } {
  const address = server.address();
  if (address === null || typeof address === "string") return { reach: "unix", address: text };
  return {
    reach: isLoopback(address.address) ? "loopback" : "remote",
    address: tcpText(address.address, address.port),
  };
}

function close(server: Server, removeFile: () => void = () => {}): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    removeFile();
  });
}

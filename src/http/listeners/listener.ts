/** Where the service listens. */
export type Listener = UnixListener | TcpListener | ActivatedListener;

export interface UnixListener {
  readonly kind: "unix";
  readonly path: string;
}

export interface TcpListener {
  readonly kind: "tcp";
  /** A name or an address, an IPv6 one without brackets. */
  readonly host: string;
  /** 0 for one that the system chooses. */
  readonly port: number;
}

/** A socket that listens already, from the service manager. */
export interface ActivatedListener {
  readonly kind: "activated";
  readonly descriptor: number;
  readonly family: "unix" | "tcp";
  /** For people: the path of a unix socket, else the name that the manager gave it. */
  readonly name: string;
}

/**
 * Who can reach a listener: those whom a file's group and mode admit, everyone on this machine, or everyone. Told from
 * the address that a socket really has, not from how it was asked for.
 */
export type Reach = "unix" | "loopback" | "remote";

/** A listener as it is written in a configuration. */
export function listenerText(listener: Listener): string {
  if (listener.kind === "unix") return `unix:${listener.path}`;
  if (listener.kind === "activated") return `${listener.family}:${listener.name}`;
  return tcpText(listener.host, listener.port);
}

export function tcpText(host: string, port: number): string {
  return `tcp:${host.includes(":") ? `[${host}]` : host}:${port}`;
}

import { isIPv6 } from "node:net";
import { isAbsolute } from "node:path";
import type { TcpListener, UnixListener } from "./listener.ts";
import { fitsSocketAddress } from "./socket-path.ts";

/** Reads `unix:PATH` or `tcp:HOST:PORT`; undefined for anything else. An address must name its host: there is no "all". */
export function parseListener(text: string): UnixListener | TcpListener | undefined {
  if (text.startsWith("unix:")) return parsePath(text.slice("unix:".length));
  if (text.startsWith("tcp:")) return parseAddress(text.slice("tcp:".length));
  return undefined;
}

function parsePath(path: string): UnixListener | undefined {
  if (!isAbsolute(path) || path.endsWith("/") || path.includes("\0")) return undefined;
  return fitsSocketAddress(path) ? { kind: "unix", path } : undefined;
}

function parseAddress(text: string): TcpListener | undefined {
  const [, bracketed, plain, digits] = address.exec(text) ?? [];
  const port = Number(digits);
  if (digits === undefined || port > highestPort) return undefined;
  if (bracketed !== undefined) return isIPv6(bracketed) ? { kind: "tcp", host: bracketed, port } : undefined;
  return plain === undefined ? undefined : { kind: "tcp", host: plain, port };
}

const address = /^(?:\[([^\]]+)\]|([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)):(\d{1,5})$/i;
const highestPort = 65_535;

import { isLoopback } from "../listeners/is-loopback.ts";

/**
 * Whether a Host header names this machine alone. A loopback listener without credentials answers only such requests:
 * else a web page whose name is made to lead to 127.0.0.1 could read it from a browser on this machine.
 */
export function namesThisMachine(host: string | undefined): boolean {
  const [, bracketed, plain] = pattern.exec(host ?? "") ?? [];
  return isLoopback(bracketed ?? plain ?? "");
}

const pattern = /^(?:\[([0-9a-f:.]+)\]|([^:[\]]+))(?::\d{1,5})?$/i;

import { randomBytes } from "node:crypto";
import { dirname, join } from "node:path";

/** What the kernel's socket address has room for, less the zero at its end. */
const longest = 107;

/** Whether a socket can be bound at a path, and first under a name of its own beside it. */
export function fitsSocketAddress(path: string): boolean {
  return Math.max(Buffer.byteLength(path), Buffer.byteLength(nameBeside(path))) <= longest;
}

/** A path in the same directory that nobody else has: where a socket is made ready before it is seen. */
export function nameBeside(path: string): string {
  return join(dirname(path), `.${randomBytes(6).toString("base64url")}`);
}

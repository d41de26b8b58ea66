import { unlinkSync } from "node:fs";
import { lookAt } from "../../host/look-at.ts";
import type { SocketFile } from "./publish-socket.ts";

/** Removes the file of a socket, unless another server has the path by now. What cannot be removed is replaced at the next start. */
export function removeSocket(path: string, own: SocketFile): void {
  const found = lookAt(path);
  if (found?.ino !== own.ino || found.dev !== own.dev) return;
  try {
    unlinkSync(path);
  } catch {
    // It has gone meanwhile, or this user may not: nobody answers there any more either way.
  }
}

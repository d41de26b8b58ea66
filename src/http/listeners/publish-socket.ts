import { linkSync, lstatSync, unlinkSync } from "node:fs";
import { lookAt } from "../../host/look-at.ts";
import { errorCode } from "../../host/system-error.ts";
import { ListenError } from "./listen-error.ts";
import { probeSocket } from "./probe-socket.ts";
import { withLockFile } from "./with-lock-file.ts";

/** What tells the socket of this server from a later one at the same path. */
export interface SocketFile {
  readonly dev: number;
  readonly ino: number;
}

/**
 * Gives a listening socket its path as well, unless a server answers there. However many try at once, one has the path
 * in the end and all others know that they do not: a link is made only where nothing is, and what a dead server left is
 * removed by one at a time, after a look whether it is still that.
 */
export async function publishSocket(hidden: string, path: string): Promise<SocketFile> {
  const { dev, ino } = lstatSync(hidden);
  while (!tryLink(hidden, path)) {
    const found = lookAt(path);
    if (!found) continue;
    if (!found.isSocket()) throw new ListenError(`unix:${path}`, "something that is no socket is there, and it stays");
    const answer = await probeSocket(path);
    if (answer === "live") throw new ListenError(`unix:${path}`, `another server answers on ${path}`);
    if (answer === "dead") await withLockFile(`${path}.lock`, () => unlinkIfSame(path, found));
  }
  return { dev, ino };
}

function tryLink(hidden: string, path: string): boolean {
  try {
    linkSync(hidden, path);
    return true;
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
    return false;
  }
}

/** The time of its last change as well, for a file system may give a number again. */
function unlinkIfSame(path: string, seen: { dev: number; ino: number; ctimeMs: number }): void {
  const now = lookAt(path);
  if (now?.dev === seen.dev && now.ino === seen.ino && now.ctimeMs === seen.ctimeMs) unlinkSync(path);
}

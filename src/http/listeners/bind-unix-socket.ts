import { chmodSync, chownSync, mkdirSync, rmSync } from "node:fs";
import type { Server } from "node:net";
import { dirname } from "node:path";
import { errorCode } from "../../host/system-error.ts";
import { ListenError } from "./listen-error.ts";
import { publishSocket } from "./publish-socket.ts";
import { removeSocket } from "./remove-socket.ts";
import { nameBeside } from "./socket-path.ts";
import { startListening } from "./start-listening.ts";
import { withUmask } from "./with-umask.ts";

export interface SocketOptions {
  readonly groupId?: number | undefined;
  readonly mode: number;
}

/**
 * Lets a server listen on a path; the returned function removes the file, where it is still this server's.
 * The socket is made under a name that nobody knows, open to its owner alone, gets its group and mode there, listens,
 * and only then gets its path: so at no moment can more connect than shall, and who finds the path finds a server.
 */
export async function bindUnixSocket(server: Server, path: string, options: SocketOptions): Promise<() => void> {
  makeDirectory(dirname(path));
  const hidden = nameBeside(path);
  await withUmask(0o177, () => startListening(server, { path: hidden }));
  try {
    if (options.groupId !== undefined) giveToGroup(hidden, options.groupId, path);
    chmodSync(hidden, options.mode);
    const file = await publishSocket(hidden, path);
    return () => removeSocket(path, file);
  } catch (error) {
    server.close();
    throw error;
  } finally {
    rmSync(hidden, { force: true });
  }
}

/** Everyone may pass through it: the socket's own mode says who may connect. */
function makeDirectory(directory: string): void {
  withUmask(0o022, () => mkdirSync(directory, { recursive: true, mode: 0o755 }));
}

function giveToGroup(file: string, groupId: number, path: string): void {
  try {
    chownSync(file, -1, groupId);
  } catch (error) {
    if (errorCode(error) !== "EPERM") throw error;
    throw new ListenError(`unix:${path}`, `only root or a member may give the socket to group ${groupId}`, error);
  }
}

import type { ListenOptions, Server } from "node:net";

/** Waits until a server listens. A path is bound before this returns for the first time. Rejects as a system call does. */
export function startListening(server: Server, target: ListenOptions | { readonly fd: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error) => {
      server.off("error", settle);
      server.off("listening", settle);
      error ? reject(error) : resolve();
    };
    server.once("error", settle);
    server.once("listening", settle);
    server.listen(target);
  });
}

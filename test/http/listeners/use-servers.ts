import { createServer, type IncomingMessage, request, type Server } from "node:http";
import { afterEach } from "vitest";

const made: Server[] = [];

afterEach(() => {
  for (const server of made.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server that answers with its name, and is gone after the test. */
export function serverNamed(name: string): Server {
  const server = createServer((_, response) => response.end(name));
  made.push(server);
  return server;
}

export type Target = { readonly socketPath: string } | { readonly host: string; readonly port: number };

/** What answers; rejects as a system call does where nothing does. */
export function ask(target: Target): Promise<string> {
  return new Promise((resolve, reject) => {
    const answered = (response: IncomingMessage) => {
      let text = "";
      response.on("data", (chunk) => {
        text += String(chunk);
      });
      response.on("end", () => resolve(text));
    };
    request({ ...target, agent: false }, answered)
      .on("error", reject)
      .end();
  });
}

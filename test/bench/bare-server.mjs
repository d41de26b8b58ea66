// A bare server that answers every request with the same bytes: of node:http, or of fastify where it is to read a body.
// Arguments: the socket, `http` or `fastify`, and a file with {status, headers, body}.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { fastify } from "fastify";

const [socketPath, kind, file] = process.argv.slice(2);
const { status, headers, body } = JSON.parse(readFileSync(file, "utf8"));
if (kind === "http") {
  createServer((_, response) => {
    response.writeHead(status, headers);
    response.end(body);
  }).listen(socketPath);
} else {
  const app = fastify();
  app.post("/v1/inject", (_, reply) => reply.code(status).headers(headers).send(body));
  await app.listen({ path: socketPath });
}

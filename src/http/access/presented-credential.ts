import type { IncomingMessage } from "node:http";
import { TLSSocket } from "node:tls";
import { bearerToken } from "./bearer-token.ts";
import type { Credential } from "./credential.ts";

/** What the caller of a request shows. A header counts before a certificate: who names a token wants its rights. */
export function presentedCredential({ headers, socket }: Pick<IncomingMessage, "headers" | "socket">): Credential {
  const shown = bearerToken(headers.authorization);
  const subject = shown.kind === "none" && socket instanceof TLSSocket ? certificateSubject(socket) : undefined;
  return subject === undefined ? shown : { kind: "certificate", subject };
}

/**
 * Whom the client's certificate is for; undefined without one, or where the CA does not stand behind it. That there is
 * one is asked for apart: Node calls a resumed TLS 1.3 session authorized although its client never showed any.
 */
function certificateSubject(socket: TLSSocket): string | undefined {
  const certificate = socket.authorized ? socket.getPeerX509Certificate() : undefined;
  return certificate?.subject.replaceAll("\n", ", ");
}

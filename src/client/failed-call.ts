import { ConnectionError, type ConnectionFault } from "./connection-error.ts";
import type { ServerAddress } from "./server-address.ts";

/** What a failed system call, parser or handshake means for a client, and what its user can do. */
export function failedCall({ text, target, isTls }: ServerAddress, error: unknown): Error {
  if (error instanceof ConnectionError || (error instanceof Error && error.name === "AbortError")) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const message = error instanceof Error ? error.message : String(error);
  const special = "socketPath" in target ? socketFaults : isTls ? tlsFaults : tcpFaults;
  const [reason, state] = special[code] ?? faults[code] ?? byPrefix(code, message) ?? (["failed", message] as const);
  return new ConnectionError(text, reason, state, { cause: error });
}

type Meaning = readonly [ConnectionFault, string];

const socketFaults: Readonly<Record<string, Meaning>> = {
  ENOENT: ["no-socket", "there is no such socket; start it with cdictl serve, or name the socket that it listens on"],
  ENOTDIR: ["no-socket", "there is no such socket; a part of its path is no directory"],
  EACCES: [
    "permission-denied",
    "permission denied; only the owner and the group of the socket may connect: join that group, or ask as root",
  ],
  EPERM: ["permission-denied", "permission denied by the system's security policy"],
  ECONNREFUSED: ["refused", "nobody listens on the socket: the service has ended, or it is no socket of a service"],
  EINVAL: ["no-socket", "the path is longer than that of a socket can be, which is 107 bytes"],
  ENAMETOOLONG: ["no-socket", "the path is longer than that of a socket can be, which is 107 bytes"],
};

const tcpFaults: Readonly<Record<string, Meaning>> = {
  ECONNRESET: ["closed", "the connection was closed before the answer was complete; is it https instead of http?"],
};

const tlsFaults: Readonly<Record<string, Meaning>> = {
  ECONNRESET: ["closed", "the connection was closed; the service may want a client certificate, or another one"],
};

const closed: Meaning = ["closed", "the connection was closed before the answer was complete; try again"];
const unknownHost: Meaning = ["unknown-host", "there is no host of this name"];
const untrusted = "; give the certificate of the authority that issued it";

const faults: Readonly<Record<string, Meaning>> = {
  ECONNREFUSED: ["refused", "connection refused: nobody listens there; does the service listen on TCP, at this port?"],
  ENOTFOUND: unknownHost,
  EAI_AGAIN: ["unknown-host", "the name of the host cannot be looked up at present"],
  EHOSTUNREACH: ["unreachable", "no route to the host"],
  ENETUNREACH: ["unreachable", "no route to the network"],
  ETIMEDOUT: ["timeout", "the host does not answer"],
  ECONNRESET: closed,
  EPIPE: closed,
  ERR_STREAM_PREMATURE_CLOSE: closed,
  SELF_SIGNED_CERT_IN_CHAIN: ["untrusted", `its certificate is signed by an unknown authority${untrusted}`],
  DEPTH_ZERO_SELF_SIGNED_CERT: ["untrusted", `its certificate is signed by itself${untrusted}`],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ["untrusted", `its certificate is signed by an unknown authority${untrusted}`],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ["untrusted", `its certificate is signed by an unknown authority${untrusted}`],
  CERT_HAS_EXPIRED: ["untrusted", "its certificate has expired"],
  ERR_TLS_CERT_ALTNAME_INVALID: ["untrusted", "its certificate is for another name than the address has"],
  ERR_SSL_WRONG_VERSION_NUMBER: ["not-the-service", "what answers does not speak TLS; is it http instead of https?"],
};

function byPrefix(code: string, message: string): Meaning | undefined {
  if (code.startsWith("HPE_")) return ["not-the-service", "what answers does not speak HTTP"];
  if (code.startsWith("ERR_OSSL_")) return ["untrusted", `a certificate or key to use is none: ${message.trim()}`];
  if (code === "ERR_INVALID_CHAR") return ["failed", "the token has characters that no token has"];
  // The protocol of TLS has alerts where the service wants a certificate, or another one.
  if (code === "EPROTO" || code.startsWith("ERR_SSL_"))
    return ["untrusted", `the TLS handshake failed; the service may want a client certificate: ${message.trim()}`];
  return undefined;
}

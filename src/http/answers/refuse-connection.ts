import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import type { ErrorCode } from "../../contract/schemas.ts";
import { errorCode } from "../../host/system-error.ts";
import { ApiError, errorDocument } from "./api-error.ts";
import { commonHeaders } from "./send-answer.ts";

/** For so long a client that is refused can still read why, in milliseconds. */
const grace = 1000;

/** Answers what is no HTTP, or came too slowly, and ends the connection, whatever the client does about it. */
export function refuseConnection(error: Error, socket: Duplex): void {
  if (errorCode(error) === "ECONNRESET" || !socket.writable || isBeingAnswered(socket)) {
    socket.destroy();
    return;
  }
  const answer = new ApiError(codes[errorCode(error) ?? ""] ?? "malformed-request", "");
  const body = JSON.stringify(errorDocument(answer));
  const headers = {
    ...commonHeaders,
    "content-type": "application/problem+json; charset=utf-8",
    "content-length": `${Buffer.byteLength(body)}`,
    connection: "close",
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status]}\r\n${head.join("")}\r\n${body}`);
  setTimeout(() => socket.destroy(), grace).unref();
}

/** Whether an answer has begun and goes on, so that a second one would get into it. Node keeps the response there. */
function isBeingAnswered(socket: Duplex): boolean {
  if (!("_httpMessage" in socket)) return false;
  const { headersSent, writableEnded } = Object(socket._httpMessage);
  return headersSent === true && writableEnded !== true;
}

const codes: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: "headers-too-large",
  ERR_HTTP_REQUEST_TIMEOUT: "request-timeout",
};

import { errorCode, errorText } from "../../host/system-error.ts";

/** The service cannot listen where it should. The message is for the one who started it. */
export class ListenError extends Error {
  override readonly name = "ListenError";

  constructor(address: string, reason: string, cause?: unknown) {
    super(`Cannot listen on ${address}: ${reason}`, { cause });
  }
}

/** A failed system call, said in the words of the one who started the service. */
export function listenErrorOf(address: string, error: unknown): ListenError {
  if (error instanceof ListenError) return error;
  const reason = reasons[errorCode(error) ?? ""] ?? errorText(error);
  return new ListenError(address, reason, error);
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: "another server has this address",
  EADDRNOTAVAIL: "this machine does not have this address",
  ENOTFOUND: "no such host",
  EAI_AGAIN: "the name of the host cannot be looked up now",
};

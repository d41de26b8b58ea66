/** What kept an answer from coming, or from being one. */
export type ConnectionFault =
  | "no-socket"
  | "permission-denied"
  | "refused"
  | "unknown-host"
  | "unreachable"
  | "untrusted"
  | "closed"
  | "timeout"
  | "not-the-service"
  | "too-large"
  | "failed";

/** The service cannot be reached, or what answers at its address is not it. The message says what may help. */
export class ConnectionError extends Error {
  override readonly name = "ConnectionError";
  /** As it was given. */
  readonly address: string;
  readonly reason: ConnectionFault;

  constructor(address: string, reason: ConnectionFault, state: string, options?: ErrorOptions) {
    super(`Cannot use the service at ${address}: ${state}`, options);
    this.address = address;
    this.reason = reason;
  }
}

import { ConnectionError } from "./connection-error.ts";
import { ServiceError } from "./service-error.ts";

/** Whether trying again later may help. */
export function isTransient(error: unknown): error is Error {
  if (error instanceof ConnectionError) return true;
  return error instanceof ServiceError && (error.status >= 500 || error.status === 408 || error.status === 429);
}

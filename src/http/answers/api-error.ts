import { errorCatalogue } from "../../contract/error-catalogue.ts";
import type { DeviceFault, ErrorCode, Error as ErrorDocument } from "../../contract/schemas.ts";

/** What an error answer can say beside its code. */
export interface ErrorDetails {
  readonly revision?: string;
  readonly devices?: readonly DeviceFault[];
  readonly parameter?: string;
  readonly offset?: number;
}

/** Thrown where a request cannot be answered; the client gets it as `application/problem+json`. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  /** Header fields that go with it. */
  readonly fields: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, fields: ApiError["fields"] = {}) {
    super(message);
    this.code = code;
    this.details = details;
    this.fields = fields;
  }

  get status(): number {
    return errorCatalogue[this.code].status;
  }
}

/** The document of RFC 9457 for an error. */
export function errorDocument({ code, message, details }: ApiError): ErrorDocument {
  const { status, title } = errorCatalogue[code];
  return { type: "about:blank", title, status, code, ...(message === "" ? {} : { detail: message }), ...details };
}

import type { ErrorCode } from "./schemas.ts";

/**
 * Every code of an error answer, with its HTTP status and title. Part of the contract: `openapi.yaml` and README list the
 * same codes, and a test holds them equal.
 */
export const errorCatalogue = {
  "malformed-request": { status: 400, title: "The request is malformed" },
  "invalid-parameter": { status: 400, title: "A parameter is unknown or malformed" },
  unauthenticated: { status: 401, title: "Credentials are missing or not valid" },
  forbidden: { status: 403, title: "The credentials do not have the scope" },
  "not-found": { status: 404, title: "Not found" },
  "unknown-device": { status: 404, title: "No such device" },
  "method-not-allowed": { status: 405, title: "The route has no such method" },
  "not-acceptable": { status: 406, title: "There is no answer of the accepted types" },
  "request-timeout": { status: 408, title: "The request did not come in time" },
  "revision-expired": { status: 410, title: "The revision is kept no longer" },
  "revision-mismatch": { status: 412, title: "The registry has another revision" },
  "body-too-large": { status: 413, title: "The body is larger than allowed" },
  "unsupported-media-type": { status: 415, title: "The body is of another type than expected" },
  "unresolvable-devices": { status: 422, title: "Devices cannot be resolved or injected" },
  "invalid-oci-document": { status: 422, title: "The OCI spec has a value of the wrong type where edits must go" },
  "topology-too-large": { status: 422, title: "There are too many PCI functions" },
  "too-many-requests": { status: 429, title: "Too much at once" },
  "headers-too-large": { status: 431, title: "The headers are larger than allowed" },
  "internal-error": { status: 500, title: "The service failed" },
  "not-ready": { status: 503, title: "The service is not ready" },
} as const satisfies Record<ErrorCode, { readonly status: number; readonly title: string }>;

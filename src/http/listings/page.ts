import { ApiError } from "../answers/api-error.ts";
import type { ServiceState } from "../service-state.ts";
import type { Moment } from "./pinned-snapshots.ts";

/** Where a listing goes on. */
export interface PageStart {
  readonly moment: Moment;
  /** The key behind which the page begins; empty for the first. */
  readonly after: string;
}

/** What a `continue` holds; `filter` ties it to the question that it belongs to. */
interface Token {
  readonly revision: string;
  readonly after: string;
  readonly filter: string;
}

/**
 * Where the page begins that a request asks for.
 * @throws ApiError where the token is not of this listing, or its revision is kept no longer
 */
export function pageStart(state: ServiceState, token: string | undefined, filter: string): PageStart {
  const { snapshot } = state;
  const now = { snapshot, view: state.inventory.asOfNow() };
  if (token === undefined) return { moment: now, after: "" };
  const decoded = decode(token);
  if (!decoded || decoded.filter !== filter) {
    const message = "continue: it is not from a page of this listing with the same parameters";
    throw new ApiError("invalid-parameter", message, { parameter: "continue" });
  }
  const moment = decoded.revision === snapshot.revision ? now : state.pages.find(decoded.revision);
  if (moment) return { moment, after: decoded.after };
  const message = `Revision ${decoded.revision} is kept no longer: begin the listing anew`;
  throw new ApiError("revision-expired", message, { revision: snapshot.revision });
}

/** The `continue` of a page that is not the last. */
export function nextPage(state: ServiceState, moment: Moment, after: string, filter: string): string {
  state.pages.pin(moment);
  const token: Token = { revision: moment.snapshot.revision, after, filter };
  return Buffer.from(JSON.stringify(token)).toString("base64url");
}

function decode(token: string): Token | undefined {
  try {
    const { revision, after, filter } = Object(JSON.parse(Buffer.from(token, "base64url").toString()));
    const isToken = [revision, after, filter].every((part) => typeof part === "string");
    return isToken ? { revision, after, filter } : undefined;
  } catch {
    return undefined;
  }
}

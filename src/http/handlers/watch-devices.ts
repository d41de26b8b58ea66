import { ApiError } from "../answers/api-error.ts";
import type { ChangeEvent } from "../changes/change-history.ts";
import type { Answer, Call } from "../requests/call.ts";
import type { ServiceState } from "../service-state.ts";

export function watchDevices({ query, raw }: Call<"watchDevices">, state: ServiceState): Answer {
  const { history } = state.loaded;
  const { revision } = state.snapshot;
  const since = lastEventId(raw.headers["last-event-id"]) ?? query.since;
  const backlog = since === undefined ? [] : history.since(since);
  if (backlog === undefined) {
    const message = `Nothing is known about revision ${since} any more: list the devices and go on from there`;
    throw new ApiError("revision-expired", message, { revision });
  }
  state.watchers.admit();
  const here: ChangeEvent = { revision, type: "bookmark" };
  return { stream: (response) => state.watchers.open(response, [...backlog, here]) };
}

function lastEventId(header: string | readonly string[] | undefined): string | undefined {
  const value = typeof header === "string" ? header : header?.[0];
  if (value === undefined || value === "") return undefined;
  if (/^[0-9a-z]{1,32}\.[0-9]{1,15}$/.test(value)) return value;
  throw new ApiError("invalid-parameter", "Last-Event-ID: it is no revision", { parameter: "Last-Event-ID" });
}

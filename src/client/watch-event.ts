import type { SseEvent } from "./sse-parser.ts";

/** What happened to a device. */
export interface DeviceEvent {
  readonly type: "added" | "modified" | "removed";
  readonly revision: string;
  readonly name: string;
}

/** Everything up to this revision was told. It touches no device. */
export interface BookmarkEvent {
  readonly type: "bookmark";
  readonly revision: string;
}

/** Something was missed: list the devices again. What comes after it is what happened since this revision. */
export interface ResyncEvent {
  readonly type: "resync";
  readonly revision: string;
}

export type WatchEvent = DeviceEvent | BookmarkEvent | ResyncEvent;

/** The service ends the stream. */
export interface EndEvent {
  readonly type: "end";
  readonly reason: string;
}

/** What the service sent; undefined for events of other kinds, and for none. */
export function readWatchEvent({ type, data }: SseEvent): DeviceEvent | BookmarkEvent | EndEvent | undefined {
  const { revision, name, reason }: Record<string, unknown> = Object(parse(data));
  if (type === "end") return { type, reason: typeof reason === "string" ? reason : "no reason given" };
  if (typeof revision !== "string") return undefined;
  if (type === "bookmark") return { type, revision };
  return isChange(type) && typeof name === "string" ? { type, revision, name } : undefined;
}

function isChange(type: string): type is DeviceEvent["type"] {
  return type === "added" || type === "modified" || type === "removed";
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}

/** What tells the revisions of one run of the service from those of another. */
export function epochOf(revision: string): string {
  return revision.slice(0, Math.max(0, revision.lastIndexOf(".")));
}

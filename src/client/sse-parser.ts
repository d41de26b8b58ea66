/** A server-sent event. */
export interface SseEvent {
  /** `message` where the stream names none. */
  readonly type: string;
  readonly data: string;
  /** The last one that the stream gave, with this event or before it; empty where there was none. */
  readonly lastEventId: string;
}

/** An event is longer than a reader takes in. */
export class SseOverflow extends Error {
  override readonly name = "SseOverflow";
}

/**
 * Reads a stream of server-sent events as the HTML standard says, in pieces that may end anywhere. Holds no more than one
 * event: what has no end within `limit` characters is refused.
 */
export class SseParser {
  readonly #limit: number;
  #line = "";
  #isBegin = true;
  #afterReturn = false;
  #type = "";
  #data: string[] = [];
  #dataLength = 0;
  #lastEventId = "";

  constructor(limit = 1024 * 1024) {
    this.#limit = limit;
  }

  /**
   * The events that are complete with this piece of the stream.
   * @throws SseOverflow
   */
  push(piece: string): SseEvent[] {
    const events: SseEvent[] = [];
    let text = piece;
    if (this.#afterReturn && text.startsWith("\n")) text = text.slice(1);
    if (text !== "") this.#afterReturn = text.endsWith("\r");
    else if (piece !== "") this.#afterReturn = false;
    const lines = text.split(/\r\n|\n|\r/);
    for (const [index, part] of lines.entries()) {
      if (this.#line.length + part.length + this.#dataLength > this.#limit)
        throw new SseOverflow(`An event is longer than ${this.#limit} characters`);
      this.#line += part;
      if (index === lines.length - 1) break;
      const event = this.#endLine();
      if (event) events.push(event);
    }
    return events;
  }

  #endLine(): SseEvent | undefined {
    const line = this.#isBegin ? this.#line.replace(/^\ufeff/, "") : this.#line;
    this.#line = "";
    this.#isBegin = false;
    if (line === "") return this.#dispatch();
    const colon = line.indexOf(":");
    if (colon === 0) return undefined;
    const field = colon < 0 ? line : line.slice(0, colon);
    this.#take(field, colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, ""));
    return undefined;
  }

  #take(field: string, value: string): void {
    if (field === "event") {
      this.#type = value;
    } else if (field === "data") {
      this.#data.push(value);
      this.#dataLength += value.length + 1;
    } else if (field === "id" && !value.includes("\0")) {
      this.#lastEventId = value;
    }
  }

  /** An event without data only sets the last id. */
  #dispatch(): SseEvent | undefined {
    const event =
      this.#data.length === 0
        ? undefined
        : { type: this.#type || "message", data: this.#data.join("\n"), lastEventId: this.#lastEventId };
    this.#type = "";
    this.#data = [];
    this.#dataLength = 0;
    return event;
  }
}

import type { ServerResponse } from "node:http";

/** So much may wait for a client that does not read, in bytes, beside what it had to get at once. */
const mostWaiting = 262_144;

/** For so long a client that is dropped can still read why, in milliseconds. */
const grace = 5000;

const ping = Buffer.from(": ping\n\n");

/** The server-sent events of one client. One that stops reading costs bounded memory, and is then dropped. */
export class EventStream {
  readonly #response: ServerResponse;
  #limit: number;
  #waitedBefore = 0;
  #hasEnded = false;

  constructor(response: ServerResponse, backlog: string) {
    this.#response = response;
    this.#limit = mostWaiting + Buffer.byteLength(backlog);
    response.writeHead(200, {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
      "x-content-type-options": "nosniff",
    });
    response.on("error", () => response.destroy());
    response.write(backlog);
  }

  /** What the client has not read yet, in bytes. */
  get waiting(): number {
    return this.#response.writableLength;
  }

  /** A client that has read everything so far can be written to at any length. */
  write(bytes: Buffer): void {
    if (this.#hasEnded) return;
    const { waiting } = this;
    if (waiting === 0) this.#limit = mostWaiting + bytes.length;
    if (waiting > this.#limit) this.end("slow-consumer");
    else this.#response.write(bytes);
  }

  /** Keeps the connection alive, unless the client has read nothing of much since the last time. */
  ping(): void {
    if (this.waiting > mostWaiting && this.waiting >= this.#waitedBefore) this.end("slow-consumer");
    else this.write(ping);
    this.#waitedBefore = this.waiting;
  }

  /** Says why and ends; what does not get through in time is given up. */
  end(reason: string): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#response.end(`event: end\ndata: ${JSON.stringify({ reason })}\n\n`);
    setTimeout(() => this.#response.destroy(), grace).unref();
  }
}

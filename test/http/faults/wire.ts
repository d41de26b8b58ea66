import { connect, type Socket } from "node:net";
import { afterEach } from "vitest";

export interface WireReply {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  /** Empty for a stream, which goes on. */
  readonly text: string;
  readonly isStream: boolean;
}

const open = new Set<Wire>();

afterEach(() => {
  for (const wire of open) wire.destroy();
});

/** One connection to a service, on which any bytes can be sent and nothing happens by itself. */
export class Wire {
  readonly socket: Socket;
  #received = Buffer.alloc(0);
  #isOver = false;
  #wake = () => {};

  private constructor(socket: Socket) {
    this.socket = socket;
    open.add(this);
    socket.on("data", (chunk) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#wake();
    });
    const over = () => {
      this.#isOver = true;
      this.#wake();
    };
    socket.on("end", over);
    socket.on("error", over);
    socket.on("close", () => {
      open.delete(this);
      over();
    });
  }

  /** Keeps its own side open when the service closes its, as a client that takes its time would. */
  static connect(path: string): Promise<Wire> {
    return new Promise((resolve, reject) => {
      const socket = connect({ path, allowHalfOpen: true });
      socket.once("error", reject);
      socket.once("connect", () => {
        socket.off("error", reject);
        resolve(new Wire(socket));
      });
    });
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  get text(): string {
    return this.#received.toString();
  }

  send(bytes: string | Buffer): void {
    if (this.socket.writable) this.socket.write(bytes);
  }

  /** Takes the next answer; undefined where the service closes without one. */
  async reply(isOfHead = false): Promise<WireReply | undefined> {
    for (;;) {
      const reply = this.#take(isOfHead);
      if (reply || this.#isOver) return reply;
      await this.#change();
    }
  }

  /** Waits until the service has closed its side; all that was not taken before. */
  async rest(): Promise<string> {
    while (!this.#isOver) await this.#change();
    return this.text;
  }

  /** Waits until this was received. */
  async until(part: string): Promise<void> {
    while (!this.text.includes(part)) {
      if (this.#isOver)
        throw new Error(`The connection ended without ${JSON.stringify(part)}: ${this.text.slice(-500)}`);
      await this.#change();
    }
  }

  destroy(): void {
    open.delete(this);
    this.socket.destroy();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #take(isOfHead: boolean): WireReply | undefined {
    const end = this.#received.indexOf("\r\n\r\n");
    if (end < 0) return undefined;
    const [first = "", ...lines] = this.#received.subarray(0, end).toString().split("\r\n");
    const status = Number(first.split(" ")[1]);
    if (status < 200) {
      this.#received = this.#received.subarray(end + 4);
      return this.#take(isOfHead);
    }
    const headers = new Map(
      lines.map((line) => [line.split(":")[0]?.toLowerCase() ?? "", line.replace(/^[^:]*: ?/, "")]),
    );
    const isStream = headers.get("content-type")?.startsWith("text/event-stream") === true;
    const length = isStream || status === 304 || isOfHead ? 0 : Number(headers.get("content-length"));
    const start = end + 4;
    if (!(this.#received.length >= start + length)) return undefined;
    const text = this.#received.subarray(start, start + length).toString();
    this.#received = this.#received.subarray(start + length);
    return { status, headers, text, isStream };
  }
}

/** What comes back for some bytes until the service closes, or one answer where it does not. */
export async function exchange(path: string, bytes: string | Buffer): Promise<WireReply | undefined> {
  const wire = await Wire.connect(path);
  wire.send(bytes);
  const reply = await wire.reply();
  wire.destroy();
  return reply;
}

/** A request without a body. */
export function plainRequest(path: string, ...headers: readonly string[]): string {
  return `${["GET", path, "HTTP/1.1"].join(" ")}\r\n${["Host: localhost", ...headers].join("\r\n")}\r\n\r\n`;
}

import { connect } from "node:net";

/** One connection of a client, which asks one thing after the other. It is opened when it is needed. */
export class Connection {
  #socketPath;
  #socket;
  #pending;

  constructor(socketPath) {
    this.#socketPath = socketPath;
  }

  /** Sends a request; its answer. */
  ask({ method = "GET", path, headers = "", body = "" }) {
    const length = body === "" ? "" : `content-length: ${Buffer.byteLength(body)}\r\n`;
    return new Promise((resolve, reject) => {
      this.#pending = { method, path, resolve, reject, chunks: [], wanted: undefined };
      this.#socket ??= this.#open();
      this.#socket.write(`${method} ${path} HTTP/1.1\r\nhost: l\r\n${headers}${length}\r\n${body}`);
    });
  }

  close() {
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  #open() {
    const socket = connect(this.#socketPath);
    const fail = (error) => {
      if (this.#socket === socket) this.#socket = undefined;
      const pending = this.#pending;
      this.#pending = undefined;
      pending?.reject(new Error(`${pending.method} ${pending.path}: ${error.message}`));
    };
    socket.on("error", fail);
    socket.on("close", () => {
      if (this.#socket === socket) fail(new Error("the connection was closed"));
    });
    socket.on("data", (chunk) => this.#read(chunk));
    return socket;
  }

  #read(chunk) {
    const pending = this.#pending;
    if (!pending) return this.close();
    pending.chunks.push(chunk);
    const bytes = pending.chunks.length === 1 ? chunk : Buffer.concat(pending.chunks);
    pending.chunks = [bytes];
    pending.wanted ??= headOf(bytes);
    if (!pending.wanted || bytes.length < pending.wanted.end) return;
    const { head, start, end } = pending.wanted;
    this.#pending = undefined;
    if (/^connection: close/im.test(head)) this.close();
    pending.resolve({ status: Number(head.slice(9, 12)), head, body: bytes.utf8Slice(start, end) });
  }
}

function headOf(bytes) {
  const headEnd = bytes.indexOf("\r\n\r\n");
  if (headEnd < 0) return undefined;
  const head = bytes.latin1Slice(0, headEnd);
  const start = headEnd + 4;
  return { head, start, end: start + Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0) };
}

/** The value of a header of an answer. */
export function header({ head }, name) {
  return new RegExp(`^${name}: (.*)$`, "im").exec(head)?.[1];
}

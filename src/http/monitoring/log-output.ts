import { fstatSync, write as writeFile } from "node:fs";
import { Socket } from "node:net";

/** So much may wait to be written, in characters; lines beyond that are lost, and the loss is told. */
const mostWaiting = 1_048_576;

/** Writes some bytes and calls back, with how many are written at least, or with an error and none. */
type Write = (bytes: Buffer, done: (error: Error | null | undefined, written?: number) => void) => void;

/**
 * Takes a log to a descriptor. The service never waits for whoever reads it, needs no more memory where nobody does, and
 * goes on where nothing can be written.
 */
export class LogOutput {
  readonly #write: Write;
  #text = "";
  #inHand = Buffer.alloc(0);
  #lost = 0;
  #whenIdle = () => {};

  constructor(descriptor: number) {
    this.#write = writerTo(descriptor);
  }

  write(line: string): void {
    if (this.#text.length + line.length > mostWaiting) {
      this.#lost++;
      return;
    }
    this.#text += line;
    if (this.#inHand.length === 0) this.#next();
  }

  /** Settles once all is written, or the time is over, in milliseconds. */
  end(patience: number): Promise<void> {
    if (this.#inHand.length === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#whenIdle = resolve;
      setTimeout(resolve, patience);
    });
  }

  #next(): void {
    const notice =
      this.#lost > 0 ? `${JSON.stringify({ level: "warn", lost: this.#lost, msg: "log lines lost" })}\n` : "";
    this.#inHand = Buffer.from(this.#text + notice);
    this.#text = "";
    this.#lost = 0;
    if (this.#inHand.length === 0) this.#whenIdle();
    else this.#continue();
  }

  #continue(): void {
    this.#write(this.#inHand, (error, written = this.#inHand.length) => {
      this.#inHand = error ? Buffer.alloc(0) : this.#inHand.subarray(written);
      if (this.#inHand.length === 0) this.#next();
      else this.#continue();
    });
  }
}

/** A pipe or socket could hold up a thread for good, and with it the end of the process, unless the event loop writes it. */
function writerTo(descriptor: number): Write {
  const kind = fstatSync(descriptor);
  if (!kind.isFIFO() && !kind.isSocket()) return (bytes, done) => writeFile(descriptor, bytes, done);
  const socket = new Socket({ fd: descriptor, readable: false, writable: true });
  socket.on("error", () => {});
  socket.unref();
  return (bytes, done) => socket.write(bytes, (error) => done(error));
}

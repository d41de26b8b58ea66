import { request } from "node:http";

/**
 * Watches, and checks that no change is missed and revisions rise one by one. One with `patience` leaves after so many
 * events, and comes back with the last one that it has seen.
 */
export class Watcher {
  #socketPath;
  #ledger;
  #fail;
  #patience;
  #left = 0;
  #sent;
  #isClosed = false;
  /** Called once the stream has come to where the service is; undefined from then on. */
  #caughtUp;
  /** The number of the last revision that it was told of. */
  last;
  reconnects = 0;
  events = 0;
  /** Why the service ended the stream. */
  end;

  constructor(socketPath, ledger, { patience = Number.POSITIVE_INFINITY, fail }) {
    this.#socketPath = socketPath;
    this.#ledger = ledger;
    this.#patience = patience;
    this.#fail = fail;
    this.last = ledger.last;
  }

  open() {
    this.#left = this.#patience;
    const headers = { "last-event-id": this.#ledger.revisionOf(this.last) };
    const sent = request({ socketPath: this.#socketPath, path: "/v1/watch", agent: false, headers });
    this.#sent = sent;
    const fail = (error) => {
      if (sent.destroyed) return;
      sent.destroy();
      this.#fail(error);
    };
    sent.on("error", fail);
    sent.on("response", (response) => {
      if (response.statusCode !== 200) return fail(new Error(`a watch was answered ${response.statusCode}`));
      let rest = "";
      response.setEncoding("utf8");
      response.on("data", (chunk) => {
        if (sent.destroyed) return;
        const texts = (rest + chunk).split("\n\n");
        rest = texts.pop();
        try {
          for (const text of texts) this.#take(text);
        } catch (error) {
          fail(error);
        }
        if (this.#left <= 0 && !this.#caughtUp) this.#comeBack();
      });
      response.on("error", () => {});
      response.on("end", () => {
        if (this.end !== "shutting-down") fail(new Error(`a watch ended: ${this.end}`));
      });
    });
    sent.end();
    return new Promise((resolve) => {
      this.#caughtUp = resolve;
    });
  }

  close() {
    this.#isClosed = true;
    this.#sent.destroy();
  }

  #comeBack() {
    this.close();
    this.#isClosed = false;
    this.reconnects++;
    this.#left = Number.POSITIVE_INFINITY;
    setTimeout(() => this.#isClosed || this.open(), 20);
  }

  #take(text) {
    if (text.startsWith(":")) return;
    if (text.startsWith("event: end\n")) {
      this.end = JSON.parse(text.slice(text.indexOf("{"))).reason;
      return;
    }
    const next = this.last + 1;
    if (text !== this.#ledger.textAt(next)) {
      const n = Number(/^id: \w+\.(\d+)\n/.exec(text)?.[1]);
      if (this.#caughtUp && n === this.last && text.includes("\nevent: bookmark\n")) {
        this.#caughtUp();
        this.#caughtUp = undefined;
        return;
      }
      if (n !== next) throw new Error(`a watcher at ${this.last} was told ${JSON.stringify(text)}`);
      this.#ledger.record(n, text);
    }
    this.last = next;
    this.events++;
    this.#left--;
  }
}

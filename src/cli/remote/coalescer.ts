import { ConnectionError } from "../../client/connection-error.ts";
import { ServiceError } from "../../client/service-error.ts";

/** Does the same work again and again: once more after the last request for it, however many there were meanwhile. */
export class Coalescer {
  readonly #work: () => Promise<void>;
  #isRunning = false;
  #isDue = false;

  /** Where the service fails the work is left for the next time. */
  constructor(work: () => Promise<void>) {
    this.#work = work;
  }

  run(): void {
    this.#isDue = true;
    if (!this.#isRunning) void this.#loop();
  }

  async #loop(): Promise<void> {
    this.#isRunning = true;
    try {
      while (this.#isDue) {
        this.#isDue = false;
        await this.#work();
      }
    } catch (error) {
      if (!(error instanceof ServiceError || error instanceof ConnectionError)) throw error;
    } finally {
      this.#isRunning = false;
    }
  }
}

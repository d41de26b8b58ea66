import { escapeControls } from "../../cdi/quote.ts";
import type { World } from "../world.ts";

/** Tells a person of a lost connection, once however often it is tried, and of its return. */
export class InterruptionNote {
  readonly #world: World;
  #isInterrupted = false;

  constructor(world: World) {
    this.#world = world;
  }

  interrupted({ message }: Error): void {
    if (!this.#isInterrupted) this.#world.stderr(`cdictl: ${escapeControls(message)}; trying again\n`);
    this.#isInterrupted = true;
  }

  resumed(): void {
    if (this.#isInterrupted) this.#world.stderr("cdictl: watching again\n");
    this.#isInterrupted = false;
  }

  lost(): void {
    this.#world.stderr("cdictl: what happened meanwhile is not known, so every device is told of again\n");
  }
}

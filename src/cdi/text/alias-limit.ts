import { Refusal } from "./refusal.ts";

/**
 * How many nodes the reference decodes, keys and the contents of aliases included. It refuses a text of which aliases
 * make more than 100 nodes and over 99 % of more than 1,000, falling to 10 % between 400,000 and 4,000,000 nodes.
 */
export class DecodeCount {
  /** The document is a node too. */
  #decoded = 1;
  #aliased = 0;

  get decoded(): number {
    return this.#decoded;
  }

  add(offset: number): void {
    this.#decoded++;
    this.#check(offset);
  }

  /** Counts an alias, and the `size` nodes that it stands for. */
  addAlias(size: number, offset: number): void {
    this.#decoded += 1 + size;
    this.#aliased += size;
    this.#check(offset);
  }

  #check(offset: number): void {
    if (this.#aliased <= 100 || this.#decoded <= 1000) return;
    if (this.#aliased / this.#decoded <= allowedShare(this.#decoded)) return;
    throw new Refusal("excessive-aliasing", "Aliases expand to far more nodes than the text has", offset);
  }
}

const [low, high] = [400_000, 4_000_000];

function allowedShare(decoded: number): number {
  if (decoded <= low) return 0.99;
  if (decoded >= high) return 0.1;
  return 0.99 - 0.89 * ((decoded - low) / (high - low));
}

/** The keys of an object so far. Most objects have few, among which looking through is faster than hashing. */
export class SeenKeys {
  readonly #few: string[] = [];
  #many: Set<string> | undefined;

  /** Whether the key is new. */
  add(key: string): boolean {
    if (this.#many) return this.#many.size < this.#many.add(key).size;
    if (this.#few.includes(key)) return false;
    if (this.#few.push(key) === fewKeys) this.#many = new Set(this.#few);
    return true;
  }
}

const fewKeys = 16;

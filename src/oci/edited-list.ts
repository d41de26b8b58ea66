import type { JsonValue } from "./json-style.ts";

/** An item of an edited list: one of the original's, by its index, or a new one. */
export type ListItem = { readonly kept: number } | { readonly added: JsonValue };

/**
 * A list under edit. Items are found by a name (a path, a destination, a variable), first come first found; removing
 * leaves a gap until `items` closes it, so that ten thousand edits cost ten thousand steps.
 */
export class EditedList {
  readonly #items: (ListItem | undefined)[] = [];
  readonly #names: string[] = [];
  /** Where the items of a name are, in order. Most names have one, which then stands without a list around it. */
  readonly #places = new Map<string, number | number[]>();

  /** `names` has a name for each item of the original. */
  constructor(names: readonly string[]) {
    for (const [index, name] of names.entries()) this.#add(name, { kept: index });
  }

  /** Takes the first item of that name out. */
  removeFirst(name: string): void {
    const places = this.#places.get(name);
    const index = typeof places === "object" ? places.shift() : places;
    if (typeof places === "number" || places?.length === 0) this.#places.delete(name);
    if (index !== undefined) this.#items[index] = undefined;
  }

  removeAll(name: string): void {
    while (this.#places.has(name)) this.removeFirst(name);
  }

  append(name: string, value: JsonValue): void {
    this.#add(name, { added: value });
  }

  /** Puts a value in the place of the first item of that name, or at the end where there is none. */
  replaceFirst(name: string, value: JsonValue): void {
    const places = this.#places.get(name);
    this.#replace(typeof places === "object" ? places[0] : places, name, value);
  }

  /** Puts a value in the place of the last item of that name, or at the end where there is none. */
  replaceLast(name: string, value: JsonValue): void {
    const places = this.#places.get(name);
    this.#replace(typeof places === "object" ? places.at(-1) : places, name, value);
  }

  /** The items as they stand, in order. */
  items(): ListItem[] {
    return this.#items.filter((item) => item !== undefined);
  }

  /** The items by a small whole number that belongs to their name; equal ones in order, numbers without any missing. */
  itemsByRank(rank: (name: string) => number): ListItem[][] {
    const ranks: ListItem[][] = [];
    for (let index = 0; index < this.#items.length; index++) {
      const item = this.#items[index];
      if (item === undefined) continue;
      const number = rank(this.#names[index] ?? "");
      const peers = ranks[number];
      if (peers) peers.push(item);
      else ranks[number] = [item];
    }
    return ranks;
  }

  #replace(index: number | undefined, name: string, value: JsonValue): void {
    if (index === undefined) this.append(name, value);
    else this.#items[index] = { added: value };
  }

  #add(name: string, item: ListItem): void {
    const index = this.#items.push(item) - 1;
    this.#names.push(name);
    const places = this.#places.get(name);
    if (places === undefined) this.#places.set(name, index);
    else if (typeof places === "object") places.push(index);
    else this.#places.set(name, [places, index]);
  }
}

import type { JsonValue } from "./json-style.ts";

/** An item of an edited list: one of the original's, by its index, or a new one. */
export type ListItem = { readonly kept: number } | { readonly added: JsonValue };

/**
 * A list under edit. Items are found by a name (a path, a destination, a variable), first come first found; removing
 * leaves a gap until `items` closes it, so that ten thousand edits cost ten thousand steps.
 */
export class EditedList {
  readonly #items: (ListItem | undefined)[];
  readonly #names: string[];
  readonly #indices = new Map<string, number[]>();

  /** `names` has a name for each item of the original. */
  constructor(names: readonly string[]) {
    this.#items = names.map((_, index) => ({ kept: index }));
    this.#names = [...names];
    for (const [index, name] of names.entries()) this.#remember(name, index);
  }

  /** Takes the first item of that name out. */
  removeFirst(name: string): void {
    const index = this.#indices.get(name)?.shift();
    if (index !== undefined) this.#items[index] = undefined;
  }

  removeAll(name: string): void {
    while ((this.#indices.get(name)?.length ?? 0) > 0) this.removeFirst(name);
  }

  append(name: string, value: JsonValue): void {
    this.#names.push(name);
    this.#remember(name, this.#items.push({ added: value }) - 1);
  }

  /** Puts a value in the place of the first item of that name, or at the end where there is none. */
  replaceFirst(name: string, value: JsonValue): void {
    this.#replace(this.#indices.get(name)?.[0], name, value);
  }

  /** Puts a value in the place of the last item of that name, or at the end where there is none. */
  replaceLast(name: string, value: JsonValue): void {
    this.#replace(this.#indices.get(name)?.at(-1), name, value);
  }

  /** The items as they stand, in order. */
  items(): ListItem[] {
    return this.#items.filter((item) => item !== undefined);
  }

  /** The items with their names. */
  named(): [item: ListItem, name: string][] {
    return this.#items.flatMap((item, index) => (item ? [[item, this.#names[index] ?? ""]] : []));
  }

  #replace(index: number | undefined, name: string, value: JsonValue): void {
    if (index === undefined) this.append(name, value);
    else this.#items[index] = { added: value };
  }

  #remember(name: string, index: number): void {
    const indices = this.#indices.get(name);
    if (indices) indices.push(index);
    else this.#indices.set(name, [index]);
  }
}

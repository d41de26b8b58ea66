/** About how many entries a chunk holds: a change copies this many, and as many again as there are chunks. */
const chunkSize = 256;

interface Chunk<Value> {
  readonly keys: readonly string[];
  readonly values: readonly Value[];
}

/**
 * An immutable map with its keys in order. A changed map shares what did not change with the one it came from, so one
 * change among a hundred thousand entries copies a few hundred.
 */
export class SortedMap<Value> {
  readonly size: number;
  readonly #chunks: readonly Chunk<Value>[];

  private constructor(chunks: readonly Chunk<Value>[], size: number) {
    this.#chunks = chunks;
    this.size = size;
  }

  static empty<Value>(): SortedMap<Value> {
    return new SortedMap<Value>([], 0);
  }

  static #of<Value>(entries: ReadonlyMap<string, Value | undefined>): SortedMap<Value> {
    const chunk = merge({ keys: [], values: [] }, [...entries.keys()].sort(), entries);
    return new SortedMap(cut(chunk), chunk.keys.length);
  }

  get(key: string): Value | undefined {
    const chunk = this.#chunks[this.#chunkOf(key)];
    if (!chunk) return undefined;
    const at = lowerBound(chunk.keys, key);
    return chunk.keys[at] === key ? chunk.values[at] : undefined;
  }

  /** The entries in order, from the first key that is `from` or comes after it. */
  *entries(from = ""): Generator<readonly [string, Value]> {
    for (let index = Math.max(0, this.#chunkOf(from)); index < this.#chunks.length; index++) {
      const chunk = this.#chunks[index];
      if (!chunk) continue;
      for (let at = lowerBound(chunk.keys, from); at < chunk.keys.length; at++) {
        const key = chunk.keys[at];
        const value = chunk.values[at];
        if (key !== undefined && value !== undefined) yield [key, value];
      }
    }
  }

  *values(): Generator<Value> {
    for (const chunk of this.#chunks) yield* chunk.values;
  }

  /** This map with other values for some keys; undefined removes a key. */
  with(changes: ReadonlyMap<string, Value | undefined>): SortedMap<Value> {
    if (changes.size === 0) return this;
    if (this.size === 0) return SortedMap.#of(changes);
    const changed = new Map<number, string[]>();
    for (const key of [...changes.keys()].sort()) {
      const index = Math.max(0, this.#chunkOf(key));
      const keys = changed.get(index);
      if (keys) keys.push(key);
      else changed.set(index, [key]);
    }
    const chunks: Chunk<Value>[] = [];
    let size = this.size;
    for (let index = 0; index < Math.max(1, this.#chunks.length); index++) {
      const chunk = this.#chunks[index] ?? { keys: [], values: [] };
      const keys = changed.get(index);
      const next = keys ? merge(chunk, keys, changes) : chunk;
      size += next.keys.length - chunk.keys.length;
      if (next === chunk) chunks.push(chunk);
      else chunks.push(...cut(next));
    }
    return new SortedMap(chunks.length > 2 * Math.ceil(size / chunkSize) + 2 ? rejoin(chunks) : chunks, size);
  }

  /** The index of the chunk where a key is or would be; -1 before the first. */
  #chunkOf(key: string): number {
    let low = 0;
    let high = this.#chunks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const first = this.#chunks[middle]?.keys[0];
      if (first !== undefined && first <= key) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

/** The index of the first key that is not before the given one. */
function lowerBound(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = keys[middle];
    if (found !== undefined && found < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A chunk with the changes of `keys`, which are sorted, worked in. */
function merge<Value>(
  chunk: Chunk<Value>,
  keys: readonly string[],
  changes: ReadonlyMap<string, Value | undefined>,
): Chunk<Value> {
  const merged: { keys: string[]; values: Value[] } = { keys: [], values: [] };
  let next = 0;
  const copyUntil = (end: number): void => {
    for (; next < end; next++) {
      const key = chunk.keys[next];
      const value = chunk.values[next];
      if (key === undefined || value === undefined) continue;
      merged.keys.push(key);
      merged.values.push(value);
    }
  };
  for (const key of keys) {
    copyUntil(lowerBound(chunk.keys, key));
    if (chunk.keys[next] === key) next++;
    const value = changes.get(key);
    if (value === undefined) continue;
    merged.keys.push(key);
    merged.values.push(value);
  }
  copyUntil(chunk.keys.length);
  return merged;
}

/** Cuts entries into chunks of about equal size; none where there are no entries. */
function cut<Value>({ keys, values }: Chunk<Value>): Chunk<Value>[] {
  if (keys.length === 0) return [];
  if (keys.length <= 2 * chunkSize) return [{ keys, values }];
  const count = Math.ceil(keys.length / chunkSize);
  const size = Math.ceil(keys.length / count);
  return Array.from({ length: count }, (_, index) => ({
    keys: keys.slice(index * size, (index + 1) * size),
    values: values.slice(index * size, (index + 1) * size),
  })).filter((chunk) => chunk.keys.length > 0);
}

/** Chunks that removals have worn down, joined and cut anew. */
function rejoin<Value>(chunks: readonly Chunk<Value>[]): Chunk<Value>[] {
  return cut({ keys: chunks.flatMap((chunk) => chunk.keys), values: chunks.flatMap((chunk) => chunk.values) });
}

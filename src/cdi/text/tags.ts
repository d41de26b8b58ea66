import { quote } from "../quote.ts";
import { refuse } from "./refusal.ts";
import type { TagToken } from "./token.ts";

const standardPrefix = "tag:yaml.org,2002:";

/** The handles of tags that a document knows: its own, and those that every document has. */
export class Tags {
  readonly #prefixes = new Map<string, string>();

  declare(handle: string, prefix: string, offset: number): void {
    if (this.#prefixes.has(handle)) refuse(`%TAG ${handle} stands twice`, offset);
    this.#prefixes.set(handle, prefix);
  }

  /** The tag in full, standard ones by their name after `!!`. */
  resolve({ handle, suffix, offset }: TagToken): string {
    const tag = handle === "" ? suffix : this.#prefix(handle, offset) + suffix;
    return tag.startsWith(standardPrefix) ? `!!${tag.slice(standardPrefix.length)}` : tag;
  }

  #prefix(handle: string, offset: number): string {
    const prefix = this.#prefixes.get(handle) ?? defaultPrefixes.get(handle);
    return prefix ?? refuse(`No %TAG directive declares ${quote(handle)}`, offset);
  }
}

const defaultPrefixes: ReadonlyMap<string, string> = new Map([
  ["!", "!"],
  ["!!", standardPrefix],
]);

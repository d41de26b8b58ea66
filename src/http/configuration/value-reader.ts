import { quote } from "../../cdi/quote.ts";
import type { Given } from "./given.ts";
import type { ListSetting, Parsing, Setting, SettingRow } from "./setting.ts";

/** Turns what the sources give into values, and collects what is not allowed, in sources that another overrides as well. */
export class ValueReader {
  readonly mistakes: string[] = [];
  readonly #given: readonly Given[];

  /** From the weakest source to the strongest. */
  constructor(given: readonly Given[]) {
    this.#given = given;
  }

  one<T>(setting: Setting<T>): T {
    return this.#strongest(setting)?.[0] ?? setting.fallback;
  }

  many<T>(setting: ListSetting<T>): readonly T[] {
    return this.#strongest(setting) ?? setting.fallback;
  }

  /** Collects a mistake about what the strongest source gives. */
  refuse({ key }: SettingRow, reason: string): void {
    const source = this.#given.findLast((given) => given.key === key)?.source;
    this.mistakes.push(source === undefined ? `${key}: ${reason}` : `${source}: ${reason}`);
  }

  #strongest<T>(setting: Parsing<T>): readonly T[] | undefined {
    let strongest: readonly T[] | undefined;
    for (const { key, source, texts } of this.#given) {
      if (key !== setting.key) continue;
      const values = texts.map((text) => this.#value(setting, source, text));
      strongest = values.filter((value) => value !== undefined);
    }
    return strongest;
  }

  #value<T>({ key, allowed, parse }: Parsing<T>, source: string, text: string): T | undefined {
    const value = parse(text);
    if (value === undefined) this.mistakes.push(`${source}: Cannot use ${quote(text)} for ${key}: it takes ${allowed}`);
    return value;
  }
}

import type { Gathered } from "./given.ts";
import { settingRows } from "./settings.ts";

export type Flags = ReadonlyMap<string, readonly string[]>;

/** What the command line gives. Flags that are no setting are for others. Of a setting of one value, the last counts. */
export function gatherFlags(flags: Flags): Gathered {
  const given = settingRows.flatMap(({ key, flag, separator, isFlagSplit }) => {
    const texts = flag === undefined ? [] : (flags.get(flag) ?? []);
    const counted =
      separator === undefined
        ? texts.slice(-1)
        : texts.flatMap((text) => (isFlagSplit ? text.split(separator) : [text]));
    return counted.length > 0 ? [{ key, source: `--${flag}`, texts: counted }] : [];
  });
  return { given, mistakes: [] };
}

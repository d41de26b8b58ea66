import type { Flags } from "./gather-flags.ts";
import { settingRows } from "./settings.ts";

/** Whether the command line itself is wrong: a flag has a value that it can never take. */
export function areFlagsWrong(flags: Flags): boolean {
  return settingRows.some(({ flag, parse }) => {
    const texts = flag === undefined ? [] : (flags.get(flag) ?? []);
    return texts.some((text) => parse(text) === undefined);
  });
}

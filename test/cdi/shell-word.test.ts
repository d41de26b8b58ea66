import { expect, it } from "vitest";
import { shellWord } from "../../src/cdi/shell-word.ts";

it.each([
  ["/mnt/a-b_c.d", "/mnt/a-b_c.d"],
  ["", "''"],
  ["/mnt/a b", "'/mnt/a b'"],
  ["x; reboot", "'x; reboot'"],
  ["it's $HOME", "'it'\\''s $HOME'"],
])("%j is one word of a shell: %s", (text, expected) => {
  expect(shellWord(text)).toBe(expected);
});

import { describe, expect, it } from "vitest";
import { parseDuration } from "../../../src/http/configuration/parse-duration.ts";
import { parseMode } from "../../../src/http/configuration/parse-mode.ts";
import { parseRate } from "../../../src/http/configuration/parse-rate.ts";
import { parseSize } from "../../../src/http/configuration/parse-size.ts";
import { parseWholeNumber } from "../../../src/http/configuration/parse-whole-number.ts";

const parsers: readonly (readonly [
  string,
  (text: string) => number | undefined,
  Record<string, number | undefined>,
])[] = [
  [
    "parseDuration",
    parseDuration,
    {
      "500ms": 500,
      "5s": 5_000,
      "2m": 120_000,
      "24h": 86_400_000,
      "25h": undefined,
      "0s": undefined,
      "5": undefined,
      "1.5s": undefined,
      "-1s": undefined,
      " 5s": undefined,
      "5constructor": undefined,
    },
  ],
  [
    "parseSize",
    parseSize,
    {
      "1": 1,
      "512KiB": 524_288,
      "8MiB": 8_388_608,
      "1GiB": 2 ** 30,
      "2GiB": undefined,
      "0": undefined,
      "8MB": undefined,
    },
  ],
  [
    "parseMode",
    parseMode,
    {
      "660": 0o660,
      "0660": 0o660,
      "0o660": 0o660,
      "0999": undefined,
      "1777": undefined,
      "66": undefined,
      "": undefined,
    },
  ],
  [
    "parseRate",
    parseRate,
    { off: Number.POSITIVE_INFINITY, "50": 50, "0.5": 0.5, "0": undefined, "-1": undefined, "1e3": undefined },
  ],
  [
    "parseWholeNumber",
    parseWholeNumber,
    {
      "1": 1,
      "1000000000": 1e9,
      "1000000001": undefined,
      "0": undefined,
      "01": undefined,
      "1.0": undefined,
      "": undefined,
    },
  ],
];

describe.each(parsers)("%s", (_, parse, cases) => {
  it.each(Object.entries(cases))("reads %j as %j", (text, value) => {
    expect(parse(text)).toBe(value);
  });
});

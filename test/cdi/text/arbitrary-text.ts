import fc from "fast-check";
import { conformanceCases, type SpecCase } from "../../conformance/cases.ts";

/** Parts of YAML, ordinary and odd, to make texts of. */
const parts =
  "a|b: |c:|- |-|? |:|{|}|[|]|,|\"x\"|'y'|\"|'|\n|\n  |\n    |\n- | |\t|#| # c|&x |*x|!t |!!int |!|| - |>|--- |\n---\n|...|%|@|`|\\|\\n|\r|\r\n|\u0085|\u2028|\ufeff|😀|é|<<: |~|1|0x1|1.5|yes|{}|[]|name|a: b\n|- a\n|kind: x\n"
    .split("|")
    .concat("|", "|-\n  ", ">\n  ");

export const part = fc.constantFrom(...parts);

/** Parts in any order. */
export const soup = fc.array(part, { maxLength: 30 }).map((chosen) => chosen.join(""));

const texts = conformanceCases<SpecCase[]>("specs")
  .map(({ text }) => text)
  .filter((text) => text.length > 0 && text.length < 2000);

interface Change {
  readonly at: number;
  readonly removed: number;
  readonly added: string;
}

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.nat({ max: 3 }),
  added: fc.oneof(fc.constant(""), part, fc.string({ maxLength: 2, unit: "grapheme" })),
});

/** Specs of the conformance table with a few characters changed. */
export const changedSpec = fc
  .tuple(fc.constantFrom(...texts), fc.array(change, { maxLength: 3 }))
  .map(([text, changes]) => changes.reduce(applyChange, text));

function applyChange(text: string, { at, removed, added }: Change): string {
  const start = Math.floor(at * text.length);
  return text.slice(0, start) + added + text.slice(start + removed);
}

const key = fc.constantFrom("name", "path", "env", "a.b/c", '"k"', "'l'", "x-y", "_z", "on", "constructor", "a b", "1");

const scalar = fc.oneof(
  fc.constantFrom(
    "/dev/x",
    "A=1",
    "A=b c",
    "--link",
    "1",
    "010",
    "0x1",
    "1.5",
    "yes",
    "~",
    "''",
    '""',
    "a:b",
    "a::b",
    "-",
  ),
  fc.constantFrom(
    '"a b"',
    "'it''s'",
    '"a\\n\\"b\\""',
    "a # c",
    "'a' # c",
    '"a" # c',
    "{}",
    "[]",
    "a#b",
    "é",
    "\u00a0x",
    "a\u3000",
  ),
  fc.constantFrom(
    "9007199254740993",
    ".inf",
    "<<",
    "*a",
    "&a b",
    "!a",
    "|",
    "a: b",
    "a:",
    "[a]",
    "- a",
    "? a",
    "@a",
    '"\\/"',
  ),
);

/** Lines of the kind that generators write, most of them well formed. */
export const plainYaml: fc.Arbitrary<string> = fc
  .array(
    fc.record({
      indent: fc.constantFrom(0, 0, 2, 2, 4, 4, 6, 3),
      dash: fc.constantFrom("", "", "- ", "-   ", "-"),
      key: fc.option(key, { freq: 4 }),
      value: fc.option(scalar),
      end: fc.constantFrom("\n", "\n", "\n", " \n", " # c\n", "\n\n", "\n# c\n", "\n---\n"),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((lines) =>
    lines
      .map(({ indent, dash, key: name, value, end }) => {
        const content = [name === null ? [] : [`${name}:`], value ?? []].flat().join(" ");
        return `${" ".repeat(indent)}${dash}${content}${end}`;
      })
      .join(""),
  );

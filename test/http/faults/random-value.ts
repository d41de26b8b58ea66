import type { Schema } from "../../../src/http/contract.ts";
import type { Random } from "./random.ts";

/** Texts that programs stumble over. */
export const oddTexts = [
  "",
  " ",
  "\0",
  "\r\nX: y",
  "../../etc/passwd",
  "__proto__",
  "constructor",
  "*",
  "[",
  "[^",
  "\\",
  "a".repeat(5000),
  "*a".repeat(400),
  "💥",
  "\u202e\ufeff",
  "\ud800",
  "%00",
  "%2e%2e%2f",
  "#{jndi:x}",
  "'; --",
  "null",
  "NaN",
  "1e999",
  "-1",
  "9223372036854775808",
  "m0fuzz.1",
  "m0fuzz.999999999999999",
  "memory>=40Gi",
  "!x",
  "x in (a,b",
  "v.com/c=a",
  "v.com/c=*",
  "*/*=*",
  "bad.com/c=a",
  "v.com/c=zz",
] as const;

/** A value that meets a schema of the contract, or comes near to that. */
export function randomValue(schema: Schema, random: Random, known: readonly string[]): unknown {
  if (random.chance(0.08)) return oddValue(random);
  const { type, properties, items, required } = schema;
  const choices = schema["enum"];
  if (Array.isArray(choices)) return random.chance(0.9) ? random.of(choices) : random.of(oddTexts);
  switch (type) {
    case "object":
      return randomObject(Object(properties ?? {}), Array.isArray(required) ? required : [], random, known);
    case "array":
      return Array.from({ length: random.chance(0.02) ? 2000 : random.below(4) }, () =>
        randomValue(Object(items ?? {}), random, known),
      );
    case "integer":
    case "number":
      return random.pick<unknown>(1, 1, 100, 2, 1000, 1001, 0, -1, 1.5, 1e21, "1");
    case "boolean":
      return random.chance(0.5);
    case "null":
      return null;
    default:
      return random.chance(0.75) ? random.of(known) : random.of(oddTexts);
  }
}

function randomObject(
  properties: Readonly<Record<string, Schema>>,
  required: readonly unknown[],
  random: Random,
  known: readonly string[],
): object {
  const entries: [string, unknown][] = [];
  for (const [name, schema] of Object.entries(properties)) {
    if (random.chance(required.includes(name) ? 0.95 : 0.4)) entries.push([name, randomValue(schema, random, known)]);
  }
  if (Object.keys(properties).length === 0 && random.chance(0.8)) return random.of(ociLike);
  if (random.chance(0.08)) entries.push([random.of(oddTexts), oddValue(random)]);
  return Object.fromEntries(entries);
}

/** What stands where an OCI spec or a CDI spec is due. */
const ociLike: readonly object[] = [
  {},
  { ociVersion: "1.2.0", process: { env: ["A=1"] }, linux: { devices: [], resources: { devices: [] } } },
  { process: null, linux: 3, mounts: {}, hooks: [] },
  { process: { env: [1, null, {}], user: "root" } },
  { linux: { devices: [{ path: 1 }, null, { path: "/dev/null", major: 1e40 }] } },
  { mounts: [{ destination: "/a" }, { destination: 2 }], hooks: { prestart: [{}] } },
  { cdiVersion: "0.5.0", kind: "v.com/c", devices: [{ name: "a", containerEdits: { env: ["A=1"] } }] },
  { cdiVersion: 3, kind: [], devices: "x" },
];

function oddValue(random: Random): unknown {
  return random.pick<unknown>(
    null,
    true,
    -0,
    1e308,
    Number.MAX_SAFE_INTEGER + 2,
    "",
    [],
    {},
    [[[[]]]],
    nested(random.pick(10, 200, 1000)),
    random.of(oddTexts),
    JSON.parse('{"__proto__":{"x":1},"constructor":{"prototype":{}}}'),
  );
}

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

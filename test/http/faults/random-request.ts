import type { Operation } from "../../../src/http/contract.ts";
import type { Random } from "./random.ts";
import { oddTexts, randomValue } from "./random-value.ts";

export interface RandomRequest {
  readonly bytes: Buffer;
  /** The operation that it is derived from, and is for if nothing was changed but parameters and body. */
  readonly operation: Operation;
  readonly method: string;
  /** How many answers are due, if the connection lasts. */
  readonly answers: number;
  /** Whether the client stops before its end, as far as the service can tell. */
  readonly isCut: boolean;
  /** Whether it ends where it says, so that another can follow. */
  readonly isExact: boolean;
}

const methods = [
  "GET",
  "POST",
  "PUT",
  "DELETE",
  "PATCH",
  "HEAD",
  "OPTIONS",
  "TRACE",
  "PROPFIND",
  "M-SEARCH",
  "get",
  "FOO",
  "CONNECT",
];

/** A request as the contract has it, or one that is wrong in any way in which a request can be. */
export function randomRequest(
  operations: readonly Operation[],
  random: Random,
  known: readonly string[],
): RandomRequest {
  const operation = random.of(operations);
  const method = random.chance(0.95) ? operation.method : random.of(methods);
  const { payload, isWhole } = randomBody(operation, random, known);
  const isCut = !isWhole || random.chance(0.02);
  const head = `${method} ${randomUrl(operation, random, known)} ${random.chance(0.97) ? "HTTP/1.1" : random.pick("HTTP/1.0", "HTTP/2.0", "HTTP/0.9", "")}`;
  const lines = [head, ...randomHeaders(operation, random)];
  if (payload !== undefined) lines.push(...bodyHeaders(payload, isWhole, random));
  const isChunked = lines.includes("Transfer-Encoding: chunked");
  const body = payload === undefined ? Buffer.alloc(0) : isChunked ? inChunks(payload, random) : payload;
  const whole = Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1"), body]);
  // After an upgrade Node overlooks that a request is malformed, until its timeout cuts it.
  const isExact = !isCut && !isChunked && !lines.some((line) => line.includes("upgrade"));
  const isTwo = isExact && payload === undefined && operation.id !== "watchDevices" && random.chance(0.03);
  if (isCut) {
    const bytes = isWhole ? whole.subarray(0, random.below(whole.length)) : whole;
    return { bytes, operation, method, answers: 1, isCut, isExact };
  }
  if (isTwo) return { bytes: Buffer.concat([whole, whole]), operation, method, answers: 2, isCut, isExact };
  return { bytes: whole, operation, method, answers: 1, isCut, isExact };
}

function randomUrl({ url, query }: Operation, random: Random, known: readonly string[]): string {
  let path = url.replace(/:\w+/g, (part) => {
    if (part === ":vendor" && random.chance(0.8)) return "v.com";
    if (part === ":class" && random.chance(0.8)) return "c";
    if (part === ":digest" && random.chance(0.7)) return `sha256:${"0".repeat(64)}`;
    return random.chance(0.6) ? random.pick("a", "b", "gone") : encoded(random.of(oddTexts), random);
  });
  if (random.chance(0.04))
    path = path.replace("/", random.pick("//", "/./", "/../", "/%2e%2e/", "/%00", "/;", "http://h/", "\\", ""));
  if (random.chance(0.02)) path += random.pick("/", "/x", "%", "%zz", "%ff", "#", ";a=b", "\x7f", "é");
  const pairs = Object.entries(Object(query["properties"] ?? {})).flatMap(([name, schema]) => {
    if (!random.chance(0.25) || name === "since") return [];
    return [randomValue(Object(schema), random, known)]
      .flat(1)
      .slice(0, 40)
      .map((value) => `${name}=${encoded(textOf(value), random)}`);
  });
  if (random.chance(0.05))
    pairs.push(`${encoded(random.of(oddTexts), random)}=${encoded(random.of(oddTexts), random)}`);
  if (random.chance(0.03) && pairs[0] !== undefined) pairs.push(pairs[0]);
  return pairs.length === 0 && random.chance(0.95) ? path : `${path}?${pairs.join("&")}`;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : String(JSON.stringify(value)).slice(0, 4000);
}

/** As a client would write it, mostly. */
function encoded(text: string, random: Random): string {
  if (random.chance(0.9)) return encodeURIComponent(wellFormed(text));
  return random.pick(
    text.replace(/[\s\0]/g, "+").slice(0, 100),
    "%",
    "%f",
    "%c0%af",
    "%u0041",
    encodeURIComponent(encodeURIComponent(wellFormed(text))),
  );
}

const jsonTypes = ["application/json", "application/json; charset=utf-8"];
const otherTypes = [
  "text/plain",
  "application/xml",
  "application/json-patch+json",
  "multipart/form-data; boundary=x",
  "application/json;",
  ";",
  "x",
  "application/JSON",
  "*/*",
];

function randomHeaders({ produces }: Operation, random: Random): string[] {
  const lines = [
    random.chance(0.98)
      ? "Host: localhost"
      : random.pick("Host:", "Host: a\r\nHost: b", "X: no host", "Host: \u00e9", "Host : x"),
  ];
  if (random.chance(0.3))
    lines.push(
      `Accept: ${random.pick("*/*", ...produces, "application/*", "text/html", "application/json;q=0", "q=x,;;,", "application/json-patch+json, */*;q=0.1", "a".repeat(3000))}`,
    );
  if (random.chance(0.15))
    lines.push(
      `If-None-Match: ${random.pick('"m0fuzz.1"', '"m0fuzz.1-e"', "*", 'W/"m0fuzz.1-e"', ",,,", '"'.repeat(2000), "\x80")}`,
    );
  if (random.chance(0.08))
    lines.push(
      `Authorization: ${random.pick("Bearer x", "Bearer", "Basic eDp5", "Bearer a b", `Bearer ${"x".repeat(5000)}`, "bearer \x01", "Bearer ")}`,
    );
  if (random.chance(0.03))
    lines.push(
      random.pick(
        "Connection: close",
        "Connection: upgrade\r\nUpgrade: websocket",
        "Expect: x",
        "Expect: 100-continue",
        "Content-Encoding: gzip",
        "Range: bytes=0-1",
        "Last-Event-ID: \u00ff",
        "Last-Event-ID: m0fuzz.1",
        "Cookie: a=b",
        "X-Forwarded-For: ::1",
      ),
    );
  if (random.chance(0.02))
    lines.push(
      random.pick(
        "X: a\0b",
        "X: a\rb",
        " folded",
        ": empty",
        "X",
        "X\x80: y",
        `X: ${"y".repeat(17_000)}`,
        Array(2500).fill("X: y").join("\r\n"),
      ),
    );
  return lines;
}

function randomBody(
  { method, body }: Operation,
  random: Random,
  known: readonly string[],
): { payload?: Buffer; isWhole: boolean } {
  if (method === "GET" ? random.chance(0.98) : random.chance(0.03)) return { isWhole: true };
  const text = JSON.stringify(randomValue(body, random, known)) ?? "";
  const payload = random.chance(0.8) ? Buffer.from(text) : spoilt(text, random);
  return { payload, isWhole: random.chance(0.98) };
}

/** Text that is JSON no longer, or such that readers disagree about it. */
function spoilt(text: string, random: Random): Buffer {
  const at = random.below(text.length + 1);
  const [before, after] = [text.slice(0, at), text.slice(at)];
  switch (random.below(12)) {
    case 0:
      return Buffer.from(before);
    case 1:
      return Buffer.concat([
        Buffer.from(before),
        Buffer.from([random.pick(0xff, 0xc0, 0xed, 0x80)]),
        Buffer.from(after),
      ]);
    case 2:
      return Buffer.from(`{"devices":["v.com/c=a"],"devices":["v.com/c=b"]}`);
    case 3:
      return Buffer.from(`{"spec":{"linux":{},"Linux":{}},"devices":["v.com/c=a"],"__proto__":{}}`);
    case 4:
      return Buffer.from(`{"devices":["v.com/c=a"],"spec":{"a":${"9".repeat(2000)}e${"9".repeat(20)}}}`);
    case 5:
      return Buffer.from(random.pick("[", '{"a":', '{"spec":{"a":').repeat(random.pick(10, 1000, 9000)));
    case 6:
      return Buffer.from(`${text}${random.pick(" x", "{}", "\0", "//", ",")}`);
    case 7:
      return Buffer.from(`\ufeff${text}`);
    case 8:
      return Buffer.from(
        random.pick("", " ", "NaN", "undefined", "'a'", "0x1", "1.", "nul", '"\\x"', '"\\ud800"', "-"),
      );
    case 9:
      return Buffer.from(`${before}${random.pick("\0", "\n", '"', "\\", "{", "}", "\u2028", "1e999")}${after}`);
    case 10:
      return Buffer.alloc(70_000, random.pick(" ", "[", "a", "\0"));
    default:
      return Buffer.from(
        `{"text":${JSON.stringify(random.pick("a: &a [*a]", "{{{{", "? ? ? ?", "- ".repeat(3000), `${"[".repeat(20_000)}`, "!!js/function x", "%YAML 9", "a: &x [1]\nb: [*x,*x,*x]\n".repeat(50)))}}`,
      );
  }
}

function bodyHeaders(payload: Buffer, isWhole: boolean, random: Random): string[] {
  const lines = random.chance(0.95)
    ? [`Content-Type: ${random.chance(0.95) ? random.of(jsonTypes) : random.of(otherTypes)}`]
    : [];
  if (random.chance(0.05)) return [...lines, "Transfer-Encoding: chunked"];
  if (isWhole) return [...lines, `Content-Length: ${payload.length}`];
  const both = [`Content-Length: ${payload.length}`, "Transfer-Encoding: chunked"];
  return [
    ...lines,
    ...random.pick(
      both,
      ["Content-Length: 1", "Content-Length: 2"],
      ["Content-Length: -1"],
      ["Content-Length: 99999999999999999999"],
      ["Content-Length: 9999999"],
      ["Transfer-Encoding: gzip, chunked"],
      ["Transfer-Encoding: x"],
      [],
    ),
  ];
}

function inChunks(payload: Buffer, random: Random): Buffer {
  if (random.chance(0.1))
    return Buffer.from(
      random.pick("x\r\n", "-1\r\n", "fffffffffffffffff\r\n", "5\r\nab\r\n0\r\n\r\n", "0;a=b\r\n\r\n", "1\n{\n0\n\n"),
    );
  return Buffer.concat(
    [Buffer.from(`${payload.length.toString(16)}\r\n`), payload, Buffer.from("\r\n0\r\n\r\n")].slice(
      payload.length === 0 ? 2 : 0,
    ),
  );
}

/** Half a surrogate pair cannot be written in UTF-8. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}

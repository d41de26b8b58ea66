import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type SseEvent, SseOverflow, SseParser } from "../../src/client/sse-parser.ts";

function parse(...pieces: string[]): SseEvent[] {
  const parser = new SseParser();
  return pieces.flatMap((piece) => parser.push(piece));
}

/** Cuts a text at places that chance names. */
function cut(text: string, places: readonly number[]): string[] {
  const at = [...new Set(places.map((place) => place % (text.length + 1)))].sort((a, b) => a - b);
  return [0, ...at].map((start, index) => text.slice(start, at[index] ?? text.length));
}

describe("SseParser", () => {
  it.each([
    ["an event with everything", "id: e.1\nevent: added\ndata: {}\n\n", [["added", "{}", "e.1"]]],
    ["no type", "data: x\n\n", [["message", "x", ""]]],
    ["data over several lines", "data: a\ndata:\ndata:  b\n\n", [["message", "a\n\n b", ""]]],
    ["comments and unknown fields", ": ping\n\nretry: 5\nfoo: bar\ndata: x\n: in between\n\n", [["message", "x", ""]]],
    ["a field without a colon", "data\n\n", [["message", "", ""]]],
    ["an event without data, which only sets the id", "id: e.7\nevent: x\n\ndata: y\n\n", [["message", "y", "e.7"]]],
    [
      "an id that stays",
      "id: 1\ndata: a\n\ndata: b\n\n",
      [
        ["message", "a", "1"],
        ["message", "b", "1"],
      ],
    ],
    ["an id with a zero, which is ignored", "id: 1\nid: a\0b\ndata: a\n\n", [["message", "a", "1"]]],
    ["a byte order mark", "\ufeffdata: a\n\n", [["message", "a", ""]]],
    ["an event without end, which is dropped", "data: a\n\ndata: b\n", [["message", "a", ""]]],
    ["line ends of Windows", "event: x\r\ndata: a\r\n\r\n", [["x", "a", ""]]],
    ["line ends of old", "event: x\rdata: a\r\r", [["x", "a", ""]]],
  ])("reads %s", (_, text, expected) => {
    expect(parse(text).map(({ type, data, lastEventId }) => [type, data, lastEventId])).toEqual(expected);
    expect(parse(...text).map(({ type, data, lastEventId }) => [type, data, lastEventId])).toEqual(expected);
  });

  it("reads what was written, however it is cut and whatever ends its lines", () => {
    const word = fc.string({ unit: fc.constantFrom("a", " ", ":", "é", "\ufeff", "{", "data") });
    const event = fc.record({ type: word, data: fc.array(word, { minLength: 1 }), id: word, comment: word });
    fc.assert(
      fc.property(
        fc.array(event),
        fc.constantFrom("\n", "\r", "\r\n"),
        fc.array(fc.nat()),
        (events, newline, places) => {
          const text = events
            .flatMap(({ type, data, id, comment }) => [
              `:${comment}`,
              `event: ${type}`,
              ...data.map((line) => `data: ${line}`),
              `id: ${id}`,
              "",
            ])
            .map((line) => line + newline)
            .join("");
          expect(parse(...cut(text, places))).toEqual(
            events.map(({ type, data, id }) => ({
              type: type || "message",
              data: data.join("\n"),
              lastEventId: id,
            })),
          );
        },
      ),
    );
  });

  it("reads any text the same in one piece and in many", () => {
    const soup = fc.string({ unit: fc.constantFrom("\r", "\n", "\r\n", ":", " ", "data", "id", "event", "x", "\0") });
    fc.assert(
      fc.property(soup, fc.array(fc.nat()), (text, places) => {
        expect(parse(...cut(text, places))).toEqual(parse(text));
      }),
    );
  });

  it("refuses an event without end, in one line or in many", () => {
    const feed = (piece: string) => () => {
      const parser = new SseParser(1000);
      for (let count = 0; count < 200; count++) parser.push(piece);
    };
    expect(feed("data: x")).toThrow(SseOverflow);
    expect(feed("data: a long line\n")).toThrow(SseOverflow);
    expect(feed(": comment")).toThrow(SseOverflow);
    expect(feed("data: a long line\n\n")).not.toThrow();
  });
});

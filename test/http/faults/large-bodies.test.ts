import { describe, expect, it } from "vitest";
import { specText, temporaryDirectory, writeOldFiles } from "../../registry/directories.ts";
import { ask } from "../ask.ts";
import { startService } from "../start-service.ts";
import { RunningProcess } from "./running-process.ts";
import { plainRequest, Wire } from "./wire.ts";

/** A little below what a body may have. */
const most = 8 * 1024 * 1024 - 1000;

function filled(part: string): string {
  return part.repeat(Math.floor(most / part.length));
}

const names = (name: (index: number) => string) =>
  JSON.stringify({ devices: Array.from({ length: 10_000 }, (_, index) => name(index)) });
const deep = (inner: string) => `${"[".repeat(900)}${inner}1${"]".repeat(900)}`;

const bodies: readonly (readonly [what: string, path: string, body: string, status: number])[] = [
  ["more than it may have", "/v1/validate", JSON.stringify({ text: "x".repeat(most + 2000) }), 413],
  ["nothing but brackets", "/v1/resolve", "[".repeat(most), 400],
  ["a list of lists", "/v1/resolve", `[${filled("[],")}[]]`, 400],
  ["a key again and again", "/v1/inject", `{${filled('"a":1,')}"a":1}`, 400],
  ["names that nobody knows", "/v1/resolve", names((index) => `v.com/c=${"gpx".repeat(200)}${index}`), 422],
  ["patterns that match everything", "/v1/resolve", names(() => "v.com/c=*"), 422],
  ["patterns that take long", "/v1/resolve", names((index) => `v.com/c=${"*g".repeat(300)}${index}`), 422],
  ["a deep spec to validate", "/v1/validate", `{"spec":{"a":${deep(filled("1,").slice(0, -4000))}}}`, 200],
  [
    "a deep spec to inject into",
    "/v1/inject",
    `{"devices":["v.com/c=gpu1"],"spec":{"a":${deep(filled("1,").slice(0, -4000))}}}`,
    200,
  ],
  ["escapes alone", "/v1/validate", `{"spec":{"a":"${filled("\\u0041").slice(0, -6000)}"}}`, 200],
  [
    "a spec of which everything is wrong",
    "/v1/validate",
    `{"spec":{"devices":[${filled('{"name":"a"},').slice(0, -4004)}{}]}}`,
    200,
  ],
  [
    "a text of which everything is wrong",
    "/v1/validate",
    JSON.stringify({ text: filled("- &a a\n- *a\n").slice(0, most / 2) }),
    200,
  ],
];

describe("a large body", () => {
  it.each(["Content-Length: 30000000", "Transfer-Encoding: chunked"])(
    "beyond the limit is read to its end, so that who sends it gets to know why: %s",
    async (length) => {
      const { socketPath } = await startService({ dirs: [], settings: { LIMITS_BODY_BYTES: "1MiB" } });
      const wire = await Wire.connect(socketPath);
      wire.send(`POST /v1/validate HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n${length}\r\n\r\n`);
      const part = Buffer.alloc(3_000_000, " ");
      for (let count = 0; count < 10; count++)
        wire.send(
          length.includes("chunked") ? Buffer.concat([Buffer.from("2dc6c0\r\n"), part, Buffer.from("\r\n")]) : part,
        );
      if (length.includes("chunked")) wire.send("0\r\n\r\n");
      expect(await wire.reply()).toMatchObject({ status: 413, text: expect.stringContaining('"body-too-large"') });
      wire.send(plainRequest("/healthz"));
      expect(await wire.reply()).toMatchObject({ status: 200 });
    },
  );

  it("is answered as any other, with bounded memory, and the next request as soon", async () => {
    const dir = temporaryDirectory();
    const devices = Array.from({ length: 1000 }, (_, index) => `gpu${index}`);
    writeOldFiles(dir, { "a.json": specText("v.com/c", devices) });
    const socketPath = `${temporaryDirectory()}/cdi.sock`;
    const running = await new RunningProcess({ socketPath, dirs: [dir] }).ready();
    for (const [what, path, body, status] of bodies) {
      const reply = await ask(socketPath, path, {
        method: "POST",
        body,
        headers: { "content-type": "application/json" },
      });
      expect([what, reply.status]).toEqual([what, status]);
      expect([what, reply.text.length < 20_000_000]).toEqual([what, true]);
      expect((await ask(socketPath, "/healthz")).status).toBe(200);
    }
    expect(running.peakMegabytes).toBeLessThan(2000);
    expect(running.log).not.toContain('"level":"error"');
  });
});

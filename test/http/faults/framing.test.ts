import { describe, expect, it } from "vitest";
import { specText, temporaryDirectory, writeOldFiles } from "../../registry/directories.ts";
import { until } from "../../registry/until.ts";
import { ask } from "../ask.ts";
import { startService } from "../start-service.ts";
import { exchange, plainRequest, Wire, type WireReply } from "./wire.ts";

/** Status and code of an answer, which must be a problem document. */
function problemOf(reply: WireReply | undefined): unknown[] {
  expect(reply?.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
  const { status, code } = JSON.parse(reply?.text ?? "");
  expect(status).toBe(reply?.status);
  return [status, code];
}

const host = "Host: localhost\r\n";
const post = `POST /v1/resolve HTTP/1.1\r\n${host}Content-Type: application/json\r\n`;

describe("what is no HTTP as it is due", () => {
  it.each([
    ["noise", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"],
    ["a method in small letters", `get /healthz HTTP/1.1\r\n${host}\r\n`],
    ["a method that nobody knows", `FROBNICATE /healthz HTTP/1.1\r\n${host}\r\n`],
    ["a space in the path", `GET /health z HTTP/1.1\r\n${host}\r\n`],
    ["a version that nobody knows", `GET /healthz HTTP/7.7\r\n${host}\r\n`],
    ["a header without a colon", `GET /healthz HTTP/1.1\r\n${host}X\r\n\r\n`],
    ["a header with a NUL", `GET /healthz HTTP/1.1\r\n${host}X: a\0b\r\n\r\n`],
    ["a header with a bare CR", `GET /healthz HTTP/1.1\r\n${host}X: a\rb: c\r\n\r\n`],
    ["a space before the colon", `GET /healthz HTTP/1.1\r\n${host}X : a\r\n\r\n`],
    ["a header that goes on in a second line", `GET /healthz HTTP/1.1\r\n${host}X: a\r\n b\r\n\r\n`],
    ["both length and chunks", `${post}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ["two lengths", `${post}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} `],
    ["a negative length", `${post}Content-Length: -1\r\n\r\n`],
    ["a length that is no number", `${post}Content-Length: 0x10\r\n\r\n`],
    ["a chunk without a length", `${post}Transfer-Encoding: chunked\r\n\r\nx\r\n`],
    ["an encoding on top of chunks", `${post}Transfer-Encoding: chunked, gzip\r\n\r\n`],
    ["no Host", "GET /healthz HTTP/1.1\r\n\r\n"],
    ["a path that begins with a plus", `GET +/v1/devices HTTP/1.1\r\n${host}\r\n`],
    ["a proxy's CONNECT", `CONNECT example.com:443 HTTP/1.1\r\n${host}\r\n`],
  ])("is answered 400: %s", async (_, bytes) => {
    const { socketPath } = await startService({ dirs: [] });
    expect(problemOf(await exchange(socketPath, Buffer.from(bytes, "latin1")))).toEqual([400, "malformed-request"]);
  });

  it("is answered 431 where the headers are too many or too long", async () => {
    const { socketPath } = await startService({ dirs: [] });
    const long = plainRequest("/healthz", `X: ${"x".repeat(20_000)}`);
    const many = plainRequest("/healthz", ...Array.from({ length: 3000 }, (_, index) => `X-${index}: x`));
    for (const bytes of [long, many])
      expect(problemOf(await exchange(socketPath, bytes))).toEqual([431, "headers-too-large"]);
  });

  it("does not get into a stream that has begun", async () => {
    const { socketPath } = await startService({ dirs: [] });
    const wire = await Wire.connect(socketPath);
    wire.send(plainRequest("/v1/watch"));
    await wire.until("bookmark");
    wire.send("\0\0 no HTTP\r\n\r\n");
    expect(await wire.rest()).not.toMatch(/HTTP\/1.1 4/);
  });

  it("costs no connection where the client keeps its side open", async () => {
    const { service, socketPath } = await startService({ dirs: [] });
    const wire = await Wire.connect(socketPath);
    wire.send("no HTTP\r\n\r\n");
    await wire.rest();
    const stopped = performance.now();
    await service.stop();
    expect(performance.now() - stopped).toBeLessThan(8000);
  });
});

describe("what is unusual and right", () => {
  it.each([
    ["HTTP/1.0 without Host", "GET /healthz HTTP/1.0\r\n\r\n"],
    ["the whole URL", `GET http://localhost/healthz HTTP/1.1\r\n${host}\r\n`],
    ["empty lines before the request", `\r\n\r\nGET /healthz HTTP/1.1\r\n${host}\r\n`],
    ["an upgrade to something else", plainRequest("/healthz", "Connection: Upgrade", "Upgrade: websocket")],
    [
      "an upgrade to HTTP/2",
      plainRequest(
        "/healthz",
        "Connection: Upgrade, HTTP2-Settings",
        "Upgrade: h2c",
        "HTTP2-Settings: AAMAAABkAAQAAP__",
      ),
    ],
    ["an expectation that nobody knows", plainRequest("/healthz", "Expect: miracles")],
    ["a length of nothing", plainRequest("/healthz", "Content-Length: 0")],
  ])("is answered: %s", async (_, bytes) => {
    const { socketPath } = await startService({ dirs: [] });
    expect(await exchange(socketPath, bytes)).toMatchObject({ status: 200, text: '{"status":"ok"}' });
  });

  it("is told to go on where it waits for that, and reads a body in chunks", async () => {
    const { socketPath } = await startService({ dirs: [] });
    const wire = await Wire.connect(socketPath);
    wire.send(`${post.replace("resolve", "validate")}Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n`);
    await wire.until("100 Continue");
    wire.send('4\r\n{"te\r\n8\r\nxt":"a"}\r\n0\r\nTrailer: x\r\n\r\n');
    expect(await wire.reply()).toMatchObject({ status: 200 });
  });

  it("is told to go on in its order, where two requests come at once", async () => {
    const { socketPath } = await startService({ dirs: [] });
    const wire = await Wire.connect(socketPath);
    wire.send(plainRequest("/v1/devices", "Expect: 100-continue").repeat(3));
    const statuses = [];
    for (let count = 0; count < 3; count++) statuses.push((await wire.reply())?.status);
    expect(statuses).toEqual([200, 200, 200]);
  });

  it("is answered in its order where it comes all at once", async () => {
    const dir = temporaryDirectory();
    writeOldFiles(dir, { "a.json": specText("v.com/c", ["a"]) });
    const { socketPath } = await startService({ dirs: [dir] });
    const wire = await Wire.connect(socketPath);
    const body = '{"devices":["v.com/c=a"]}';
    const paths = ["/healthz", "/v1/devices?limit=1", "/nowhere", "/v1/devices?limit=1", "/readyz"];
    wire.send(paths.map((path) => plainRequest(path)).join(`${post}Content-Length: ${body.length}\r\n\r\n${body}`));
    const statuses = [];
    for (let count = 0; count < 9; count++) statuses.push((await wire.reply())?.status);
    expect(statuses).toEqual([200, 200, 200, 200, 404, 200, 200, 200, 200]);
  });

  it("leaves nothing counted where the connection breaks before it has its turn", async () => {
    const { socketPath } = await startService({
      dirs: [],
      settings: { LIMITS_CONCURRENT_REQUESTS: "2", LIMITS_WATCHERS: "2" },
    });
    const body = '{"devices":["v.com/c=a"]}';
    const request = `${post}Content-Length: ${body.length}\r\n\r\n${body}`;
    for (let round = 0; round < 5; round++) {
      const wire = await Wire.connect(socketPath);
      wire.send(plainRequest("/v1/watch") + request.repeat(3) + plainRequest("/v1/watch").repeat(3));
      await wire.until("bookmark");
      wire.destroy();
    }
    const clients = async () =>
      /^cdi_registry_watch_clients (\d+)/m.exec((await ask(socketPath, "/metrics")).text)?.[1];
    await until(async () => (await clients()) === "0");
    expect((await ask(socketPath, "/v1/resolve", { body: { devices: ["v.com/c=a"] } })).status).toBe(422);
  });

  it("is cut where it never ends, and needs no more memory for it", async () => {
    const { socketPath } = await startService({ dirs: [] });
    const wire = await Wire.connect(socketPath);
    wire.send(plainRequest("/v1/watch"));
    await wire.until("bookmark");
    wire.send(plainRequest("/healthz").repeat(500));
    await wire.rest();
    expect((await ask(socketPath, "/healthz")).status).toBe(200);
  });
});

describe("paths", () => {
  it.each([
    ["/v1/devices/v.com/c/%00", 404],
    ["/v1/devices/v.com/c/..%2f..%2fetc%2fpasswd", 404],
    ["/v1/devices/v.com/c/%2e%2e", 404],
    ["/v1/devices/../../etc/passwd", 404],
    ["/v1/devices/v.com/c/a%0d%0aSet-Cookie:%20x=y", 404],
    ["/v1/devices/v.com/c/%ff%fe", 400],
    ["/v1/devices/v.com/c/%zz", 400],
    ["/v1/devices/v.com/c/%", 400],
    ["/v1/devices/v.com/c/__proto__", 404],
    ["/v1/devices/__proto__/constructor/toString", 404],
    ["/v1/specs/__proto__", 400],
    ["/v1/specs/sha256:..%2f..", 400],
    ["/v1//devices", 404],
    ["//v1/devices", 404],
    ["/v1/devices/", 404],
    ["/v1/devices?__proto__=x", 400],
    ["/v1/devices?constructor=x&toString=y", 400],
    ["/v1/devices?limit=1&limit=2", 400],
    ["/v1/devices?limit=1e999", 400],
    ["/v1/devices?limit=1.5", 400],
    ["/v1/devices?vendor=%00", 200],
    ["/v1/devices?vendor=%ff", 200],
    ["/v1/devices?name=%zz", 200],
    ["/v1/devices?name=%5B", 400],
    ["/v1/devices?continue=e30", 400],
    [`/v1/devices?name=${"*a".repeat(500)}`, 200],
    [`/v1/devices/v.com/c/${"x".repeat(10_000)}`, 400],
    ["*", 404],
    ["/v1/devices#fragment", 400],
  ])("%.60s is answered %i, with nothing of it in the headers", async (path, status) => {
    const { socketPath } = await startService({ dirs: [] });
    const reply = await exchange(socketPath, plainRequest(path));
    expect([reply?.status, reply?.headers.has("set-cookie")]).toEqual([status, false]);
    if (status >= 400) problemOf(reply);
  });
});

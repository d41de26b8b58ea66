import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { CdiClient, type ClientOptions } from "../../src/client/cdi-client.ts";
import { ConnectionError } from "../../src/client/connection-error.ts";
import { temporaryDirectory } from "../registry/directories.ts";
import { asOrdinaryUser } from "../registry/ordinary-user.ts";
import { json, standIn, standInForSockets } from "./stand-in.ts";

/** Asks where that must fail; the error. */
async function failure(address: string, options: ClientOptions = {}): Promise<ConnectionError> {
  const error: unknown = await new CdiClient(address, options).node().then(
    () => undefined,
    (reason) => reason,
  );
  if (!(error instanceof ConnectionError)) throw new Error(`not a ConnectionError: ${error}`);
  expect(error.address).toBe(address);
  expect(error.message).toContain(address);
  return error;
}

describe("a service that is not there", () => {
  it("is told from one whose socket is left, which is told from a file", async () => {
    const dir = temporaryDirectory();
    expect(await failure(`unix:${dir}/none.sock`)).toMatchObject({ reason: "no-socket" });
    writeFileSync(`${dir}/file`, "");
    expect(await failure(`unix:${dir}/file/x.sock`)).toMatchObject({ reason: "no-socket" });
    expect(await failure(`unix:${dir}/file`)).toMatchObject({ reason: "refused" });
    expect(await failure(`unix:${dir}/${"long".repeat(40)}`)).toMatchObject({ reason: "no-socket" });
  });

  it("is refused on TCP", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    await new Promise((resolve) => server.close(resolve));
    expect(await failure(`http://127.0.0.1:${port}`)).toMatchObject({ reason: "refused" });
    expect(await failure(`http://localhost:${port}`)).toMatchObject({ reason: "refused" });
  });

  it("has a host that nobody knows", async () => {
    expect(["unknown-host"]).toContain((await failure("http://no-such-host.invalid")).reason);
  });

  it("cannot be asked by who may not connect", async () => {
    const { address, socket } = await standIn(json({}));
    chmodSync(dirname(socket), 0o755);
    chmodSync(socket, 0);
    await asOrdinaryUser(async () => {
      const error = await failure(address);
      expect(error.reason).toBe("permission-denied");
      expect(error.message).toContain("group");
    });
  });
});

describe("what answers and is no service", () => {
  it.each([
    ["speaks another protocol", "SSH-2.0-OpenSSH_9.2\r\n", "not-the-service"],
    ["answers with garbage", "\0\x01\x02\r\n\r\n", "not-the-service"],
    ["closes at once", "", "closed"],
    ["ends in the middle of the head", "HTTP/1.1 200 OK\r\ncontent-", "closed"],
    ["ends in the middle", "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{", "closed"],
    [
      "ends in a chunk",
      "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n9\r\n{",
      "closed",
    ],
    ["has no end of headers", `HTTP/1.1 200 OK\r\na: ${"b".repeat(50_000)}`, "not-the-service"],
    [
      "answers with a page",
      "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 4\r\n\r\n<p/>",
      "not-the-service",
    ],
    ["sends elsewhere", "HTTP/1.1 302 Found\r\nlocation: /\r\ncontent-length: 0\r\n\r\n", "not-the-service"],
    [
      "has a gateway before it",
      "HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\ncontent-length: 0\r\n\r\n",
      "not-the-service",
    ],
    [
      "answers with half a document",
      "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1\r\n\r\n{",
      "not-the-service",
    ],
    [
      "answers with a number",
      "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1\r\n\r\n1",
      "not-the-service",
    ],
    [
      "refuses without a code",
      "HTTP/1.1 400 Bad\r\ncontent-type: application/problem+json\r\ncontent-length: 2\r\n\r\n{}",
      "not-the-service",
    ],
  ])("%s", async (_, bytes, reason) => {
    const { address } = await standInForSockets((socket) => {
      socket.once("data", () => socket.end(bytes, "latin1"));
    });
    expect(await failure(address)).toMatchObject({ reason });
  });

  it("says nothing, not the head or not the rest", async () => {
    const silent = await standInForSockets(() => {});
    expect(await failure(silent.address, { timeout: 50 })).toMatchObject({ reason: "timeout" });
    const stalled = await standIn((_, response) => response.setHeader("content-type", "application/json").write("{"));
    const error = await failure(stalled.address, { timeout: 50 });
    expect(error).toMatchObject({ reason: "timeout" });
    expect(error.message).toContain("within 0.05 s");
  });

  it("does not stop talking", async () => {
    const block = Buffer.alloc(1024 * 1024, " ");
    const { address } = await standIn((_, response) => {
      response.setHeader("content-type", "application/json");
      const more = () => response.write(block, () => setImmediate(more));
      response.on("close", () => response.destroy());
      more();
    });
    expect(await failure(address)).toMatchObject({ reason: "too-large" });
  });
});

it("ends with the client's signal, in the middle of an answer too", async () => {
  const { address } = await standIn((_, response) => response.setHeader("content-type", "application/json").write("{"));
  const controller = new AbortController();
  const client = new CdiClient(address, { signal: controller.signal });
  const answer = client.node();
  setTimeout(() => controller.abort(), 50);
  await expect(answer).rejects.toThrow("aborted");
  await expect(client.node()).rejects.toThrow("aborted");
});

it("asks anew where a connection that was kept is closed", async () => {
  let connections = 0;
  const { address } = await standInForSockets((socket) => {
    connections++;
    const body = '{"hostname":"a"}';
    const answer = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
    socket.once("data", () => {
      socket.write(answer);
      socket.once("data", () => socket.destroy());
    });
  });
  const client = new CdiClient(address);
  await client.node();
  expect((await client.node()).hostname).toBe("a");
  expect(connections).toBe(2);
});

it("refuses what is no address", () => {
  expect(() => new CdiClient("/run/cdi.sock")).toThrow(TypeError);
  expect(() => new CdiClient("/run/cdi.sock")).toThrow('Cannot use "/run/cdi.sock"');
});

it("asks relative sockets and socket paths in folders", async () => {
  const dir = temporaryDirectory();
  mkdirSync(join(dir, "a"));
  const { address } = await standIn(json({ hostname: "b" }), join(dir, "a/b.sock"));
  expect((await new CdiClient(address).node()).hostname).toBe("b");
});

import type { ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { CdiClient } from "../../src/client/cdi-client.ts";
import type { WatchOptions } from "../../src/client/watch.ts";
import type { WatchEvent } from "../../src/client/watch-event.ts";
import { until } from "../registry/until.ts";
import { refusing, standIn } from "./stand-in.ts";

const bookmark = (revision: string) =>
  `id: ${revision}\nevent: bookmark\ndata: ${JSON.stringify({ revision, type: "bookmark" })}\n\n`;
const added = (revision: string, name: string) =>
  `id: ${revision}\nevent: added\ndata: ${JSON.stringify({ revision, type: "added", name })}\n\n`;

/** What the service does with one connection after the other; the last goes on. */
type Turn = (response: ServerResponse) => void;

interface Watching {
  readonly events: WatchEvent[];
  readonly interruptions: string[];
  /** The `Last-Event-ID` of each connection. */
  readonly asked: (string | undefined)[];
  readonly stop: () => Promise<void>;
  readonly end: Promise<void>;
}

async function watching(turns: readonly Turn[], options: WatchOptions = {}): Promise<Watching> {
  const asked: (string | undefined)[] = [];
  const { address } = await standIn((request, response) => {
    const turn = turns[Math.min(asked.length, turns.length - 1)];
    asked.push(request.headers["last-event-id"]?.toString());
    turn?.(response);
  });
  const controller = new AbortController();
  const events: WatchEvent[] = [];
  const interruptions: string[] = [];
  const client = new CdiClient(address);
  const onInterruption = (reason: Error) => interruptions.push(reason.message);
  const end = (async () => {
    for await (const event of client.watch({ onInterruption, ...options, signal: controller.signal }))
      events.push(event);
  })();
  end.catch(() => {});
  const stop = () => {
    controller.abort();
    return end;
  };
  return { events, interruptions, asked, stop, end };
}

function streams(...pieces: string[]): Turn {
  return (response) => {
    response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
    for (const piece of pieces) response.write(piece);
  };
}

const thenEnds =
  (turn: Turn): Turn =>
  (response) => {
    turn(response);
    response.end();
  };

const gone: Turn = (response) => {
  refusing(410, "revision-expired", { revision: "b.9" })(response.req, response);
};

describe("watch", () => {
  it("tells what happens, and goes on behind the last revision", async () => {
    const watch = await watching(
      [
        thenEnds(streams(bookmark("a.1"), ": ping\n\n", added("a.2", "x"))),
        streams(added("a.3", "y"), bookmark("a.3")),
      ],
      { since: "a.1" },
    );
    await until(() => watch.events.length === 4);
    await watch.stop();
    expect(watch.events.map(({ type, revision }) => `${type} ${revision}`)).toEqual([
      "bookmark a.1",
      "added a.2",
      "added a.3",
      "bookmark a.3",
    ]);
    expect(watch.asked).toEqual(["a.1", "a.2"]);
  });

  it.each([
    ["the connection breaks in an event", (response: ServerResponse) => setTimeout(() => response.destroy(), 20)],
    ["the service ends the stream", (response: ServerResponse) => response.end('event: end\ndata: {"reason":"x"}\n\n')],
    ["the service says nothing any more", () => {}],
    ["an event has no end", (response: ServerResponse) => response.write(`data: ${"x".repeat(2_000_000)}`)],
  ])("comes again where %s", async (_, fault) => {
    const first: Turn = (response) => {
      streams(bookmark("a.1"), "id: a.2\nevent: added\nda")(response);
      fault(response);
    };
    const watch = await watching([first, streams(added("a.2", "x"))], { idleTimeout: 150 });
    await until(() => watch.events.length >= 2);
    await watch.stop();
    expect(watch.events.map(({ revision }) => revision)).toEqual(["a.1", "a.2"]);
    expect(watch.asked.slice(0, 2)).toEqual([undefined, "a.1"]);
    expect(watch.interruptions).toHaveLength(watch.asked.length - 1);
  });

  it("asks for a new listing where the history is gone, and goes on from there", async () => {
    const watch = await watching([gone, streams(bookmark("b.9"), added("b.10", "x"))], { since: "a.5" });
    await until(() => watch.events.length === 2);
    await watch.stop();
    expect(watch.events).toEqual([
      { type: "resync", revision: "b.9" },
      { type: "added", revision: "b.10", name: "x" },
    ]);
    expect(watch.asked).toEqual(["a.5", undefined]);
  });

  it("asks for a new listing where another run of the service answers as if nothing were", async () => {
    const watch = await watching([thenEnds(streams(bookmark("a.1"))), streams(added("b.2", "x"), bookmark("b.3"))]);
    await until(() => watch.events.length === 4);
    await watch.stop();
    expect(watch.events.map(({ type, revision }) => `${type} ${revision}`)).toEqual([
      "bookmark a.1",
      "resync b.2",
      "added b.2",
      "bookmark b.3",
    ]);
  });

  it("passes over what it does not know and what is none", async () => {
    const odd = [
      "event: added\ndata: {\n\n",
      "event: added\ndata: 5\n\n",
      'event: added\ndata: {"revision":"a.2"}\n\n',
      'event: renamed\ndata: {"revision":"a.2","name":"x"}\n\n',
      "data: null\n\n",
    ];
    const watch = await watching([streams(...odd, added("a.3", "x"))]);
    await until(() => watch.events.length > 0);
    await watch.stop();
    expect(watch.events.map(({ revision }) => revision)).toEqual(["a.3"]);
  });

  it("keeps trying while the service refuses for a while, and gives up where trying does not help", async () => {
    const busy: Turn = (response) => refusing(503, "not-ready")(response.req, response);
    const forbidden: Turn = (response) => refusing(401, "unauthenticated")(response.req, response);
    const watch = await watching([thenEnds(streams(bookmark("a.1"))), busy, forbidden]);
    await expect(watch.end).rejects.toMatchObject({ name: "ServiceError", code: "unauthenticated", status: 401 });
    expect(watch.interruptions).toHaveLength(2);
  });

  it("throws at once what keeps it from beginning", async () => {
    const watch = await watching([(response) => response.end("hello")]);
    await expect(watch.end).rejects.toMatchObject({ name: "ConnectionError", reason: "not-the-service" });
  });

  it("ends quietly with its signal: before it begins, while it waits, and between attempts", async () => {
    const aborted = new CdiClient("unix:/none").watch({ signal: AbortSignal.abort() });
    expect(await aborted.next()).toEqual({ done: true, value: undefined });
    const waiting = await watching([streams(bookmark("a.1"))]);
    await until(() => waiting.events.length === 1);
    await waiting.stop();
    const between = await watching([thenEnds(streams(bookmark("a.1")))]);
    await until(() => between.interruptions.length === 1);
    await between.stop();
  });

  it("closes its connection where the caller takes no more", async () => {
    let closed = 0;
    const { address } = await standIn((_, response) => {
      response.on("close", () => closed++);
      streams(bookmark("a.1"))(response);
    });
    for await (const { revision } of new CdiClient(address).watch()) {
      expect(revision).toBe("a.1");
      break;
    }
    await until(() => closed === 1);
  });

  it("reads no more than the caller takes, and holds the time of a slow caller against nobody", async () => {
    let written = 0;
    let isFull = false;
    const { address } = await standIn((_, response) => {
      streams(bookmark("a.1"))(response);
      const more = (): void => {
        written++;
        isFull = !response.write(added(`a.${written + 1}`, "x".repeat(1000)));
        if (isFull) response.once("drain", more);
        else setImmediate(more);
      };
      more();
    });
    const controller = new AbortController();
    const interruptions: Error[] = [];
    const watch = new CdiClient(address).watch({
      signal: controller.signal,
      idleTimeout: 100,
      onInterruption: (reason) => interruptions.push(reason),
    });
    await watch.next();
    await until(() => isFull);
    const before = written;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(written - before).toBeLessThan(50);
    expect(written).toBeLessThan(5000);
    for (let taken = 0; taken < before; taken++) await watch.next();
    expect(interruptions).toEqual([]);
    controller.abort();
    await watch.return();
  });
});

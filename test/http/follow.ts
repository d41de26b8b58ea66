import { type ClientRequest, type IncomingHttpHeaders, request } from "node:http";
import { afterEach } from "vitest";
import { until } from "../registry/until.ts";

export interface SentEvent {
  readonly id?: string;
  readonly event?: string;
  readonly data?: string;
}

export interface Following {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Everything so far. */
  readonly text: () => string;
  readonly events: () => SentEvent[];
  /** The events so far, as `type name`, once there are so many. */
  readonly first: (count: number) => Promise<string[]>;
  readonly hasEnded: () => boolean;
  readonly close: () => void;
}

const open: ClientRequest[] = [];

afterEach(() => {
  for (const asked of open.splice(0)) asked.destroy();
});

/** Follows a stream of events until the test is over. */
export function follow(
  socketPath: string,
  path = "/v1/watch",
  headers: Readonly<Record<string, string>> = {},
): Promise<Following> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath, path, headers, agent: false }, (response) => {
      let text = "";
      let ended = false;
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("close", () => {
        ended = true;
      });
      response.on("error", () => undefined);
      const events = (): SentEvent[] => eventsIn(text);
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        text: () => text,
        events,
        first: async (count) => {
          await until(() => events().length >= count);
          return events().slice(0, count).map(inShort);
        },
        hasEnded: () => ended,
        close: () => asked.destroy(),
      });
    });
    asked.on("error", reject);
    asked.end();
    open.push(asked);
  });
}

function eventsIn(text: string): SentEvent[] {
  const blocks = text.split("\n\n").slice(0, -1);
  return blocks
    .map((block) => block.split("\n").filter((line) => !line.startsWith(":")))
    .filter((lines) => lines.length > 0)
    .map((lines) => Object.fromEntries(lines.map((line) => line.split(/: (.*)/, 2))));
}

function inShort({ event, data = "{}" }: SentEvent): string {
  const { name, reason } = JSON.parse(data);
  return [event, name ?? reason].filter((part) => part !== undefined).join(" ");
}

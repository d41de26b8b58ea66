import { readdirSync, readFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Ajv, type ValidateFunction } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { errorCatalogue } from "../../../src/contract/error-catalogue.ts";
import type { Error as ErrorDocument } from "../../../src/contract/schemas.ts";
import { readContract } from "../../../src/http/contract.ts";
import { specText, temporaryDirectory, writeOldFiles } from "../../registry/directories.ts";
import { until } from "../../registry/until.ts";
import { ask } from "../ask.ts";
import { startService } from "../start-service.ts";
import { Random } from "./random.ts";
import { type RandomRequest, randomRequest } from "./random-request.ts";
import { Wire, type WireReply } from "./wire.ts";

const document = parse(readFileSync("openapi.yaml", "utf8"));
const ajv = new Ajv({ strict: false });
ajv.addSchema({ $id: "contract", components: document.components });
const isError = ajv.compile<ErrorDocument>({ $ref: "contract#/components/schemas/Error" });

interface DocumentedOperation {
  readonly operationId: string;
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}

/** The checks of good answers, by operation and media type. */
const answerChecks = new Map<string, ValidateFunction>();
for (const methods of Object.values<Record<string, DocumentedOperation>>(document.paths)) {
  for (const { operationId, responses } of Object.values(methods)) {
    for (const [type, { schema }] of Object.entries(responses["200"]?.content ?? {})) {
      const local = JSON.parse(JSON.stringify(schema).replaceAll("#/", "contract#/"));
      answerChecks.set(`${operationId} ${type}`, ajv.compile(local));
    }
  }
}

const seed = Number(process.env["FUZZ_SEED"] ?? 20_261_124);
const rounds = Number(process.env["FUZZ_REQUESTS"] ?? 50_000);

describe("a service that is asked anything", () => {
  it(`answers each of ${rounds} requests as the contract has it, and stays as it is (FUZZ_SEED=${seed})`, async () => {
    const dir = temporaryDirectory();
    writeOldFiles(dir, {
      "a.json": specText("v.com/c", ["a", "b"]),
      "nodes.json": JSON.stringify({
        cdiVersion: "0.6.0",
        kind: "gone.com/c",
        annotations: { "cdi/memory": "40Gi" },
        devices: [{ name: "gone", containerEdits: { deviceNodes: [{ path: "/dev/gone", hostPath: "/nowhere" }] } }],
      }),
      "bad.json": "{",
    });
    const { socketPath, logged } = await startService({
      dirs: [dir],
      epoch: "m0fuzz",
      settings: { LIMITS_BODY_BYTES: "65536", TIMEOUTS_HEADERS: "20s", TIMEOUTS_BODY: "20s" },
    });
    const known = [
      "v.com/c=a",
      "v.com/c=b",
      "gone.com/c=gone",
      "v.com/c",
      "v.com",
      "c",
      "a*",
      "m0fuzz.1",
      "memory>=1Gi",
      "healthy",
      "30s",
    ];
    const operations = readContract();
    const client = new FuzzClient(socketPath);
    const random = new Random(seed);
    const connectionsBefore = openConnections();
    const askUpTo = async (count: number) => {
      while (client.asked < count) {
        await client.ask(randomRequest(operations, random, known));
        logged.length = 0;
      }
      client.drop();
      await until(() => openConnections() === connectionsBefore);
    };
    await askUpTo(rounds / 5);
    const before = usage();
    await askUpTo(rounds);
    const after = usage();
    expect(client.faults.slice(0, 5)).toEqual([]);
    expect([...client.statuses.keys()]).toEqual(expect.arrayContaining(statusesSeen));
    expect(after.descriptors).toBe(before.descriptors);
    expect(after.megabytes - before.megabytes).toBeLessThan(10);
    expect((await ask(socketPath, "/metrics")).text).toMatch(/^cdi_registry_watch_clients 0$/m);
  });
});

/** All kinds of answers: a fuzz run that misses one asks for less than it should. */
const statusesSeen = [200, 304, 400, 401, 404, 405, 406, 413, 415, 422, 431].map(String);

function usage(): { readonly megabytes: number; readonly descriptors: number } {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return { megabytes: process.memoryUsage().heapUsed / 1_048_576, descriptors: readdirSync("/proc/self/fd").length };
}

function openConnections(): number {
  return process.getActiveResourcesInfo().filter((name) => name === "PipeWrap").length;
}

class FuzzClient {
  asked = 0;
  readonly faults: unknown[] = [];
  readonly statuses = new Map<string, number>();
  readonly #path: string;
  #wire: Wire | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  async ask(request: RandomRequest): Promise<void> {
    this.asked++;
    this.#wire ??= await Wire.connect(this.#path);
    const wire = this.#wire;
    wire.send(request.bytes);
    if (request.isCut) wire.socket.end();
    for (let due = request.answers; due > 0; due--) {
      const reply = await inTime(wire.reply(request.method === "HEAD"));
      if (reply === "late") {
        this.#fault(request, "no answer");
        this.drop();
        return;
      }
      if (!reply || !this.#isKept(reply)) {
        this.#judge(request, reply);
        this.drop();
        return;
      }
      this.#judge(request, reply);
    }
    if (!request.isExact) this.drop();
  }

  drop(): void {
    this.#wire?.destroy();
    this.#wire = undefined;
  }

  #isKept({ headers, isStream }: WireReply): boolean {
    return !isStream && headers.get("connection") !== "close";
  }

  #judge(request: RandomRequest, reply: WireReply | undefined): void {
    const count = (what: string) => this.statuses.set(what, (this.statuses.get(what) ?? 0) + 1);
    if (!reply) {
      count("closed");
      const isStream = request.operation.id === "watchDevices" && !request.isExact;
      if (!request.isCut && !isStream) this.#fault(request, "closed");
      return;
    }
    count(`${reply.status}`);
    const { status, text, headers, isStream } = reply;
    const type = headers.get("content-type")?.split(";")[0];
    if (status >= 500) this.#fault(request, text);
    if (request.method === "HEAD" || isStream || status === 304) return;
    if (status >= 400) {
      const problem: unknown = type === "application/problem+json" ? JSON.parse(text) : undefined;
      const isRight = isError(problem) && errorCatalogue[problem.code].status === status;
      if (!isRight) this.#fault(request, `${status} ${type} ${text}`);
      return;
    }
    const check = answerChecks.get(`${request.operation.id} ${type}`);
    if (status !== 200 || !check) this.#fault(request, `${status} ${type}`);
    else if (type?.includes("json") && !check(JSON.parse(text)))
      this.#fault(request, `${text} ${ajv.errorsText(check.errors)}`);
  }

  #fault({ bytes }: RandomRequest, what: string): void {
    this.faults.push({ request: bytes.subarray(0, 600).toString("latin1"), what: what.slice(0, 600) });
  }
}

async function inTime<Value>(promise: Promise<Value>): Promise<Value | "late"> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), 5_000);
  });
  const first = await Promise.race([promise, late]);
  clearTimeout(timer);
  return first;
}

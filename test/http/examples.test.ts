import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { temporaryDirectory } from "../registry/directories.ts";
import { ask } from "./ask.ts";
import { startService } from "./start-service.ts";

interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: string;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

interface Content {
  readonly [type: string]: { readonly examples?: Readonly<Record<string, { readonly value: unknown }>> };
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}

const document = parse(readFileSync("openapi.yaml", "utf8"), { intAsBigInt: true });
const ajv = new Ajv({ strict: false });
ajv.addSchema({ $id: "contract", components: parse(readFileSync("openapi.yaml", "utf8")).components });

/** Every answer that the document shows, with what has to be asked for it. */
const examples = Object.entries<Record<string, Operation>>(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, operation]) =>
    Object.entries(operation.responses).flatMap(([status, { content = {} }]) =>
      Object.entries(content).flatMap(([type, { examples: answers = {} }]) =>
        Object.entries(answers).map(([name, { value }]) => ({ path, method, operation, status, type, name, value })),
      ),
    ),
  ),
);

describe("the examples of openapi.yaml", () => {
  it.each(examples)(
    "$operation.operationId $status: $name",
    async ({ path, method, operation, status, type, name, value }) => {
      const dir = join(temporaryDirectory(), "cdi");
      cpSync("specs/default", dir, { recursive: true });
      const { socketPath } = await startService({ dirs: [dir], epoch: "m0example" });
      const body = operation.requestBody?.content["application/json"]?.examples?.[name]?.value;
      const reply = await ask(socketPath, urlOf(path, operation.parameters ?? [], name), {
        method: method.toUpperCase(),
        headers: status === "200" ? { accept: type } : {},
        ...(body === undefined ? {} : { body: asJson(body) }),
      });
      expect([reply.status, reply.headers["content-type"]]).toEqual([Number(status), expect.stringContaining(type)]);
      expect(withBigIntegers(reply.text.replaceAll(dir, "/etc/cdi"))).toEqual(value);
    },
  );

  it("are there for each route but those that show the node or run on", () => {
    const shown = new Set(examples.map(({ operation }) => operation.operationId));
    const operations = Object.values<Record<string, Operation>>(document.paths).flatMap(Object.values);
    const missing = operations.map(({ operationId }) => operationId).filter((id) => !shown.has(id));
    expect(missing.sort()).toEqual(["getContract", "getMetrics", "getNode", "listSpecs"]);
  });

  it.each(examples.filter(({ type }) => type.includes("json")))(
    "$operation.operationId $status: $name meets its schema",
    ({ path, method, status, type, name, value }) => {
      const { schema } = document.paths[path][method].responses[status].content[type];
      const isValid = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll("#/", "contract#/")));
      isValid(JSON.parse(asJson(value)));
      expect([name, isValid.errors]).toEqual([name, null]);
    },
  );
});

function urlOf(path: string, parameters: readonly Parameter[], name: string): string {
  const query: string[] = [];
  let url = path;
  for (const { name: parameter, in: place, examples: values } of parameters) {
    const value = values?.[name]?.value;
    if (place === "path") url = url.replace(`{${parameter}}`, encodeURIComponent(String(value)));
    else if (value !== undefined)
      for (const one of [value].flat()) query.push(`${parameter}=${encodeURIComponent(String(one))}`);
  }
  return query.length === 0 ? url : `${url}?${query.join("&")}`;
}

/** JSON in which a large number has all its digits. */
function asJson(value: unknown): string {
  return JSON.stringify(value, (_, part) => (typeof part === "bigint" ? `<${part}>` : part)).replace(
    /"<(\d+)>"/g,
    "$1",
  );
}

function withBigIntegers(text: string): unknown {
  return parse(text, { intAsBigInt: true });
}

import { parse } from "yaml";
import { openapiText } from "../contract/openapi-text.ts";
import type { OperationId } from "../contract/operations.ts";
import type { Scope } from "./access/scope.ts";

/** A JSON Schema without references. */
export type Schema = Readonly<Record<string, unknown>>;

/** One operation of `openapi.yaml`, as far as the service goes by it. */
export interface Operation {
  readonly id: OperationId;
  readonly method: "GET" | "POST";
  /** As the router spells it: `/v1/specs/:digest`. */
  readonly url: string;
  readonly scope: Scope | "none";
  readonly params: Schema;
  readonly query: Schema;
  /** That of null where no body is expected. */
  readonly body: Schema;
  /** The media types of the answer where there is one, the first being the default. */
  readonly produces: readonly string[];
}

interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required?: boolean;
  readonly schema: Schema;
}

interface Document {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly operationId: OperationId;
            readonly "x-scope": Scope | "none";
            readonly parameters?: readonly Parameter[];
            readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
            readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
          }
        >
      >
    >
  >;
}

/** Reads the contract. The document is part of the program, so what is wrong with it is a defect and throws. */
export function readContract(text = openapiText): Operation[] {
  const document: Document = withoutReferences(parse(text));
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, parameters = [], requestBody, responses, ...rest }]) => ({
      id: operationId,
      method: method === "get" ? ("GET" as const) : ("POST" as const),
      url: path.replace(/\{(\w+)\}/g, ":$1"),
      scope: rest["x-scope"],
      params: objectSchema(parameters, "path"),
      query: objectSchema(parameters, "query"),
      body: requestBody?.content["application/json"]?.schema ?? noBody,
      produces: Object.keys(responses["200"]?.content ?? {}),
    })),
  );
}

/** What a request without a body counts as. */
const noBody: Schema = { type: "null" };

function objectSchema(parameters: readonly Parameter[], place: Parameter["in"]): Schema {
  const list = parameters.filter((parameter) => parameter.in === place);
  return {
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(list.map(({ name, schema }) => [name, schema])),
    required: list.filter(({ required }) => required).map(({ name }) => name),
  };
}

/** The document with each `$ref` replaced by what it leads to; no schema of it contains itself. */
function withoutReferences<Value>(document: Value): Value {
  const text = JSON.stringify(document, function replace(_key, value: unknown) {
    return isReference(value) ? lookUp(document, value.$ref) : value;
  });
  return JSON.parse(text);
}

function isReference(value: unknown): value is { readonly $ref: string } {
  return typeof value === "object" && value !== null && "$ref" in value;
}

function lookUp(document: unknown, reference: string): unknown {
  let value: unknown = document;
  for (const key of reference.slice(2).split("/")) value = Object(value)[key];
  return isReference(value) ? lookUp(document, value.$ref) : value;
}

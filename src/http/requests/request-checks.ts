import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { ApiError } from "../answers/api-error.ts";
import type { Schema } from "../contract.ts";

export type RequestPart = "params" | "query" | "body";

/** What comes in a URL is text and is turned into what the schema says; in a body a number is a number. */
const common = { allErrors: false, strict: false, useDefaults: true, removeAdditional: false } as const;
const ofUrl = new Ajv({ ...common, coerceTypes: "array" });
const ofBody = new Ajv(common);

/**
 * A check of one part of a request by its schema, which makes it what the contract's types say. It throws an `ApiError`
 * where it is not.
 */
export function requestCheck<Part>(part: RequestPart, schema: Schema): (value: unknown) => Part {
  const isValid: ValidateFunction<Part> = (part === "body" ? ofBody : ofUrl).compile<Part>(schema);
  return (value) => {
    if (isValid(value)) return value;
    const [fault] = isValid.errors ?? [];
    throw fault ? faultOf(fault, part) : new ApiError("malformed-request", "");
  };
}

function faultOf({ instancePath, keyword, params, message = "" }: ErrorObject, part: RequestPart): ApiError {
  const code = part === "body" ? "malformed-request" : "invalid-parameter";
  const parameter = nameOf(instancePath, params);
  const what = keyword === "additionalProperties" ? `there is no such ${noun[part]}` : message;
  const where = parameter === "" ? "The body" : parameter;
  return new ApiError(code, `${where}: ${what}${allowed(params)}`, parameter === "" ? {} : { parameter });
}

const noun = { params: "part of a path", query: "parameter", body: "member" } as const;

function nameOf(instancePath: string, params: Readonly<Record<string, unknown>>): string {
  const extra = params["additionalProperty"] ?? params["missingProperty"];
  const path = instancePath
    .slice(1)
    .split("/")
    .filter((step) => step !== "");
  return [...path, ...(typeof extra === "string" ? [extra] : [])].join(".").slice(0, 200);
}

function allowed({ allowedValues }: Readonly<Record<string, unknown>>): string {
  return Array.isArray(allowedValues) ? `: ${allowedValues.join(", ")}` : "";
}

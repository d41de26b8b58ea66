// Makes src/contract/ of openapi.yaml: the types of its schemas, and the document itself for the service, which checks
// requests by it and hands it out. `--check` writes nothing and fails where a file is out of date.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { writeGenerated } from "./write-generated.mjs";

const source = "openapi.yaml";
const text = readFileSync(source, "utf8");
const document = parse(text);
const note = `// Made of ${source} by scripts/generate-contract.mjs.\n\n`;

const files = {
  "src/contract/schemas.ts": `${note}${Object.entries(document.components.schemas).map(declaration).join("\n")}`,
  "src/contract/operations.ts": `${note}import type * as schemas from "./schemas.ts";\n\n${operations()}`,
  "src/contract/openapi-text.ts": `${note}export const openapiText =\n  ${JSON.stringify(text)};\n`,
};

writeGenerated(Object.fromEntries(Object.entries(files).map(([path, content]) => [path, formatted(path, content)])));

function formatted(path, content) {
  const biome = ["node_modules/.bin/biome", ["format", `--stdin-file-path=${path}`]];
  return execFileSync(...biome, { input: content, encoding: "utf8" });
}

/** What a client can ask, by the operation's id; `body` is absent where there is none. */
function operations() {
  const members = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId, parameters = [], requestBody }) => {
      const all = parameters.map((parameter) => (parameter.$ref ? lookUp(parameter.$ref) : parameter));
      const parts = { params: "path", query: "query", headers: "header" };
      const types = Object.entries(parts).map(([part, place]) => {
        const list = all.filter((parameter) => parameter.in === place);
        const type = list.length === 0 ? "Record<never, never>" : `{${list.map(parameterMember).join("")}}`;
        return `readonly ${part}: ${type};`;
      });
      const body = requestBody && typeOf(requestBody.content["application/json"].schema, "");
      types.push(`readonly body: ${body ? `schemas.${body}` : "null"};`);
      return `readonly ${operationId}: { ${types.join(" ")} };`;
    }),
  );
  const doc = "/** What a request of each operation brings. */\n";
  return `${doc}export interface Operations { ${members.join("\n")} }\n\nexport type OperationId = keyof Operations;\n`;
}

function parameterMember({ name, in: place, required, schema }) {
  const key = place === "header" ? JSON.stringify(name.toLowerCase()) : name;
  const type = typeOf(schema, "").replace(/\b[A-Z]\w+/g, (type) => `schemas.${type}`);
  return `readonly ${key}${required || schema.default !== undefined ? "" : "?"}: ${type};`;
}

function lookUp(reference) {
  return reference
    .slice(2)
    .split("/")
    .reduce((value, key) => value[key], document);
}

function declaration([name, schema]) {
  return `${comment(schema, "")}export type ${name} = ${typeOf(schema, "")};\n`;
}

function comment({ description }, indent) {
  return description ? `${indent}/** ${description.trim()} */\n` : "";
}

function typeOf(schema, indent) {
  if (schema.$ref) return schema.$ref.replace("#/components/schemas/", "");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => `\n${indent}  | ${JSON.stringify(value)}`).join("");
  if (schema.allOf) return schema.allOf.map((part) => typeOf(part, indent)).join(" & ");
  if (schema.oneOf) return schema.oneOf.map((part) => typeOf(part, indent)).join(" | ");
  if (Array.isArray(schema.type)) return schema.type.map((type) => typeOf({ type }, indent)).join(" | ");
  switch (schema.type) {
    case "string":
    case "boolean":
      return schema.type;
    case "integer":
    case "number":
      return "number";
    case "array":
      return `readonly ${wrapped(typeOf(schema.items, indent))}[]`;
    case "object":
      return objectType(schema, indent);
    default:
      return "unknown";
  }
}

function wrapped(type) {
  return /[|&]/.test(type) ? `(${type})` : type;
}

function objectType({ properties, required = [], additionalProperties }, indent) {
  if (!properties) {
    const values = typeof additionalProperties === "object" ? typeOf(additionalProperties, indent) : "unknown";
    return `{ readonly [name: string]: ${values} }`;
  }
  const inner = `${indent}  `;
  const members = Object.entries(properties).map(([name, schema]) => {
    const mark = required.includes(name) ? "" : "?";
    return `${comment(schema, inner)}${inner}readonly ${name}${mark}: ${typeOf(schema, inner)};\n`;
  });
  return `{\n${members.join("")}${indent}}`;
}

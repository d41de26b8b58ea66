import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { errorCatalogue } from "../../src/contract/error-catalogue.ts";
import { readContract } from "../../src/http/contract.ts";
import { handlers } from "../../src/http/handlers/handlers.ts";
import { problemCatalogue } from "../../src/problems.ts";
import { ask } from "./ask.ts";
import { startService } from "./start-service.ts";

const source = readFileSync("openapi.yaml", "utf8");
const document = parse(source);

describe("openapi.yaml", () => {
  it("passes a linter", async () => {
    const config = await createConfig({ extends: ["recommended"], rules: { "no-server-example.com": "off" } });
    const problems = await lintFromString({ source, config });
    expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual([]);
  });

  it("is what the types and the service are made of", () => {
    execFileSync("node", ["scripts/generate-contract.mjs", "--check"]);
  });

  it("has an operation for each handler, and no other", () => {
    const operations = readContract().map(({ id }) => id);
    expect(operations.sort()).toEqual(Object.keys(handlers).sort());
  });

  it("has the codes of the catalogues, and no others", () => {
    const { ErrorCode, ProblemCode } = document.components.schemas;
    expect([...ErrorCode.enum].sort()).toEqual(Object.keys(errorCatalogue).sort());
    expect([...ProblemCode.enum].sort()).toEqual(Object.keys(problemCatalogue).sort());
  });

  it("is listed code by code in the README", () => {
    const listed = [...readFileSync("README.md", "utf8").matchAll(/^\| (\d{3}) \| `([a-z-]+)` \|/gm)];
    const rows = Object.entries(errorCatalogue).map(([code, { status }]) => [`${status}`, code]);
    expect(listed.map(([, status, code]) => [status, code]).sort()).toEqual(rows.sort());
  });

  it("names every route of the service, which has no others", async () => {
    const { socketPath } = await startService({ dirs: [] });
    for (const { url, method } of readContract()) {
      const path = url.replace(/:\w+/g, "x");
      if (url !== "/v1/watch") {
        const { text } = await ask(socketPath, path, { method, headers: { "content-type": "application/json" } });
        expect([url, text]).not.toEqual([url, expect.stringContaining("There is no such route")]);
      }
      const other = await ask(socketPath, path, { method: method === "GET" ? "POST" : "GET" });
      expect([url, other.status]).toEqual([url, 405]);
    }
    for (const path of ["/", "/v1", "/v2/devices", "/v1/devices/", "/v1/device", "/metrics/x"])
      expect([path, (await ask(socketPath, path)).status]).toEqual([path, 404]);
  });

  it("comes from the service as it is", async () => {
    const { socketPath } = await startService({ dirs: [] });
    const { text, headers } = await ask(socketPath, "/openapi.yaml");
    expect([text, headers["content-type"]]).toEqual([source, "application/yaml; charset=utf-8"]);
  });
});

import { expect, it } from "vitest";
import { acceptedType } from "../../../src/http/requests/accept.ts";

const [json, patch] = ["application/json", "application/json-patch+json"];

it.each([
  [undefined, json],
  ["", json],
  ["*/*", json],
  ["application/*", json],
  [patch, patch],
  [patch.toUpperCase(), patch],
  [`${patch}, ${json}`, json],
  [`${json};q=0.5, ${patch}`, patch],
  [`${json};q=0, */*`, patch],
  [`*/*;q=0.1, ${patch};q=0.05`, json],
  [`application/*;q=0.2, ${json};q=0.1`, patch],
  [`${json}; charset=utf-8`, json],
  ["text/html", undefined],
  ["text/html, */*;q=0.01", json],
  ["*/*;q=0", undefined],
  ["*/*;q=many", undefined],
  ["application/json-patch", undefined],
])("Accept: %s is answered with %s", (header, type) => {
  expect(acceptedType(header, [json, patch])).toBe(type);
});

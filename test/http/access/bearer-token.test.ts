import { expect, it } from "vitest";
import { bearerToken } from "../../../src/http/access/bearer-token.ts";

it.each<readonly [string | undefined, ReturnType<typeof bearerToken>]>([
  [undefined, { kind: "none" }],
  ["Bearer abc-._~+/09==", { kind: "token", text: "abc-._~+/09==" }],
  ["bearer   abc", { kind: "token", text: "abc" }],
])("bearerToken() of %j", (header, credential) => {
  expect(bearerToken(header)).toEqual(credential);
});

it.each([
  ...["", "Bearer", "Bearer ", "abc", "Basic YTpi", "Bearer a b", "Bearer a,b", " Bearer a", "Bearer ä", "Bearer =a"],
  `Bearer ${"a".repeat(5_000)}`,
])("bearerToken() of %j is malformed", (header) => {
  expect(bearerToken(header)).toEqual({ kind: "malformed" });
});

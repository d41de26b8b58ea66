import { expect, it } from "vitest";
import { namesThisMachine } from "../../../src/http/access/names-this-machine.ts";

it.each([
  ["localhost", true],
  ["LOCALHOST:8080", true],
  ["127.0.0.1:8080", true],
  ["127.9.9.9", true],
  ["[::1]:8080", true],
  ["[::ffff:127.0.0.1]", true],
  [undefined, false],
  ["", false],
  ["evil.example", false],
  ["localhost.evil.example:8080", false],
  ["127.0.0.1.evil.example", false],
  ["localhost:8080:1", false],
  ["10.0.0.1:8080", false],
  ["[::]:8080", false],
])("namesThisMachine(%j) is %j", (host, expected) => {
  expect(namesThisMachine(host)).toBe(expected);
});

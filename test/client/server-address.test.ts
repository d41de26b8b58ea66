import { expect, it } from "vitest";
import { parseServerAddress } from "../../src/client/server-address.ts";

it.each([
  ["unix:/run/cdi.sock", { isTls: false, target: { socketPath: "/run/cdi.sock" }, prefix: "" }],
  ["unix:///run/cdi.sock", { target: { socketPath: "///run/cdi.sock" } }],
  ["unix:cdi.sock", { target: { socketPath: "cdi.sock" } }],
  ["http://localhost:8080", { isTls: false, target: { host: "localhost", port: 8080 }, prefix: "" }],
  ["http://node", { target: { host: "node", port: 80 } }],
  ["http://[::1]:8080/", { target: { host: "::1", port: 8080 }, prefix: "" }],
  ["https://node.example/cdi/", { isTls: true, target: { host: "node.example", port: 443 }, prefix: "/cdi" }],
])("takes %s", (text, expected) => {
  expect(parseServerAddress(text)).toMatchObject({ text, ...expected });
});

it.each([
  "",
  "unix:",
  "unix:a\0b",
  "/run/cdi.sock",
  "localhost:8080",
  "tcp:localhost:80",
  "ftp://a",
  "http://",
  "http:a",
  "http://u:p@a",
  "http://a/?b",
  "http://a/#b",
])("refuses %j", (text) => {
  expect(parseServerAddress(text)).toBeUndefined();
});

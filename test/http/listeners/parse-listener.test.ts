import { expect, it } from "vitest";
import { listenerText } from "../../../src/http/listeners/listener.ts";
import { parseListener } from "../../../src/http/listeners/parse-listener.ts";

const longest = `/run/${"x".repeat(102)}`;

it.each([
  "unix:/run/cdi.sock",
  `unix:${longest}`,
  "tcp:127.0.0.1:0",
  "tcp:[::1]:8080",
  "tcp:[fe80::1%eth0]:65535",
  "tcp:node-7.example:1",
])("parseListener reads %s", (text) => {
  const listener = parseListener(text);
  expect(listener && listenerText(listener)).toBe(text);
});

it.each([
  "",
  "unix:",
  "unix:cdi.sock",
  "unix:/run/",
  "unix:/run/\0",
  `unix:${longest}x`,
  `unix:/${"x".repeat(100)}/a`,
  `unix:/run/${"ä".repeat(52)}`,
  "/run/cdi.sock",
  "http://localhost:80",
  "tcp:8080",
  "tcp::8080",
  "tcp:localhost",
  "tcp:localhost:",
  "tcp:localhost:65536",
  "tcp:localhost:-1",
  "tcp:::1:80",
  "tcp:[127.0.0.1]:80",
  "tcp:[]:80",
  "tcp:a b:80",
  "tcp:-a:80",
])("parseListener refuses %j", (text) => {
  expect(parseListener(text)).toBeUndefined();
});

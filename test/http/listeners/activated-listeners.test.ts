import { expect, it } from "vitest";
import { activatedListeners } from "../../../src/http/listeners/activated-listeners.ts";

it.each([
  ["there are no variables", {}],
  ["they are for another process", { LISTEN_PID: "8", LISTEN_FDS: "1" }],
  ["there is no process", { LISTEN_FDS: "1" }],
  ["there is no number", { LISTEN_PID: "7", LISTEN_FDS: "" }],
  ["the number is none", { LISTEN_PID: "7", LISTEN_FDS: "-1" }],
  ["there are none", { LISTEN_PID: "7", LISTEN_FDS: "0" }],
])("activatedListeners finds none where %s", (_, env) => {
  expect(activatedListeners({ env, pid: 7 })).toEqual([]);
});

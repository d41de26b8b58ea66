import { expect, it } from "vitest";
import { pathsInMessage } from "../../../src/preflight/kinds/paths-in-message.ts";

it("names three paths of a list and counts the others, each once and with nothing that misleads a terminal", () => {
  expect(pathsInMessage(["/a", "/b", "/a"])).toBe("/a, /b");
  expect(pathsInMessage(["/a", "/b", "/c", "/d", "/e"])).toBe("/a, /b, /c and 2 more");
  expect(pathsInMessage(["/a\u001b[2J"])).not.toContain("\u001b");
});

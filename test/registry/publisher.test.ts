import { once } from "node:events";
import { expect, it } from "vitest";
import { Publisher } from "../../src/registry/publisher.ts";
import { fileKey } from "../../src/registry/spec-file.ts";
import { specFile } from "./spec-files.ts";

function publish(publisher: Publisher, device: string): void {
  const file = specFile("a.json", [device]);
  publisher.publish({ files: new Map([[fileKey(file), file]]), directories: [], notices: [] });
}

it.each([
  ["an error", new Error("a listener's own fault"), "a listener's own fault"],
  ["text", "text", "'text'"],
  ["an object without a text", Object.create(null), "[Object: null prototype] {}"],
])("a listener whose promise rejects with %s is warned about, and the others are told", async (_, reason, text) => {
  const publisher = new Publisher("epoch");
  const heard: string[] = [];
  publisher.onChange(() => Promise.reject(reason));
  publisher.onChange(async ({ changes }) => void heard.push(...changes.map(({ name }) => name)));
  const warned = once(process, "warning");
  publish(publisher, "x");
  expect(await warned).toMatchObject([{ message: text }]);
  publish(publisher, "y");
  await once(process, "warning");
  expect(heard).toEqual(["v.com/c=x", "v.com/c=x", "v.com/c=y"]);
});

it("a listener that throws what has no text does not keep the others from being told", async () => {
  const publisher = new Publisher("epoch");
  let heard = 0;
  publisher.onChange(() => {
    throw Object.create(null);
  });
  publisher.onChange(() => heard++);
  const warned = once(process, "warning");
  publish(publisher, "x");
  await warned;
  expect(heard).toBe(1);
});

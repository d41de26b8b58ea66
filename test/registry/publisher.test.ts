import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { problem } from "../../src/problems.ts";
import { Publisher, type RegistryUpdate } from "../../src/registry/publisher.ts";
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

describe("announce", () => {
  const file = (...devices: string[]) => specFile("a.json", devices);
  const withDevices = (publisher: Publisher, ...devices: string[]) => {
    const found = file(...devices);
    publisher.publish({ files: new Map([[fileKey(found), found]]), directories: [], notices: [] });
  };

  it("makes a revision for each device that there is, and one snapshot", () => {
    const publisher = new Publisher("e");
    withDevices(publisher, "x", "y", "z");
    const updates: RegistryUpdate[] = [];
    publisher.onChange((update) => void updates.push(update));
    const { index } = publisher.snapshot;
    publisher.announce(["v.com/c=z", "v.com/c=none", "v.com/c=x"]);
    expect(updates.map(({ changes }) => changes)).toEqual([
      [
        { type: "modified", name: "v.com/c=z", revision: "e.4" },
        { type: "modified", name: "v.com/c=x", revision: "e.5" },
      ],
    ]);
    expect(publisher.snapshot).toBe(updates[0]?.snapshot);
    expect([publisher.snapshot.revision, publisher.snapshot.index]).toEqual(["e.5", index]);
  });

  it("changes nothing for names without a device", () => {
    const publisher = new Publisher("e");
    withDevices(publisher, "x");
    const { snapshot } = publisher;
    publisher.onChange(() => expect.unreachable());
    publisher.announce([]);
    publisher.announce(["v.com/c=none", ""]);
    expect(publisher.snapshot).toBe(snapshot);
  });

  it("goes on counting where files have left off", () => {
    const publisher = new Publisher("e");
    const told: string[] = [];
    publisher.onChange(({ changes }) => void told.push(...changes.map(({ revision }) => revision)));
    withDevices(publisher, "x");
    publisher.announce(["v.com/c=x"]);
    withDevices(publisher, "x", "y");
    publisher.announce(["v.com/c=y"]);
    expect(told).toEqual(["e.1", "e.2", "e.3", "e.4"]);
  });
});

describe("report", () => {
  const told = problem("left-out", "of the host");

  it("has problems from elsewhere among those of the snapshot until others take their place, a revision each time", () => {
    const publisher = new Publisher("e");
    publish(publisher, "x");
    const updates: RegistryUpdate[] = [];
    publisher.onChange((update) => void updates.push(update));
    publisher.report([told]);
    expect(publisher.snapshot.problems()).toEqual([told]);
    publish(publisher, "y");
    publisher.announce(["v.com/c=y"]);
    expect(publisher.snapshot.problems()).toEqual([told]);
    publisher.report([]);
    expect(publisher.snapshot.problems()).toEqual([]);
    expect(updates.map(({ snapshot: { revision } }) => revision)).toEqual(["e.2", "e.4", "e.5", "e.6"]);
  });

  it("changes nothing where the same is told again", () => {
    const publisher = new Publisher("e");
    publisher.report([told]);
    publisher.onChange(() => expect.unreachable());
    publisher.report([{ ...told }]);
    publisher.publish({ files: new Map(), directories: [], notices: [] });
  });
});

it("tells of devices that are another object and nothing else", () => {
  const publisher = new Publisher("e");
  publish(publisher, "x");
  const before = publisher.snapshot.find("v.com/c=x");
  const updates: RegistryUpdate[] = [];
  publisher.onChange((update) => void updates.push(update));
  const again = specFile("a.json", ["x", "y"]);
  publisher.publish({ files: new Map([[fileKey(again), again]]), directories: [], notices: [] });
  const now = publisher.snapshot.find("v.com/c=x");
  expect(now).not.toBe(before);
  expect(updates.map(({ changes, reread }) => [changes.map(({ name }) => name), reread])).toEqual([
    [["v.com/c=y"], [{ before, now }]],
  ]);
});

import { rmSync } from "node:fs";
import { expect, it, vi } from "vitest";
import { parseAllDocuments } from "yaml";
import { temporaryDirectory, writeFiles } from "../../registry/directories.ts";
import { until } from "../../registry/until.ts";
import { cdictl } from "../command-line.ts";

const spec = (value: string): string =>
  `cdiVersion: 0.5.0\nkind: a.b/c\ndevices: [{name: d, containerEdits: {env: [A=${value}]}}]\n`;

interface Watching {
  readonly dir: string;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Asks it to stop; its exit status. */
  readonly stop: () => Promise<number>;
}

/** Starts to watch an empty directory, and comes back when it is watched. */
async function watching(argv: readonly string[], isTerminal = false): Promise<Watching> {
  const dir = temporaryDirectory();
  const controller = new AbortController();
  const listens = vi.spyOn(controller.signal, "addEventListener");
  let [stdout, stderr] = ["", ""];
  const outcome = cdictl(["watch", "-d", dir, ...argv], {
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    isTerminal: () => isTerminal,
    stopSignal: () => controller.signal,
  });
  await until(() => listens.mock.calls.length > 0);
  return {
    dir,
    stdout: () => stdout,
    stderr: () => stderr,
    stop: async () => {
      controller.abort();
      return (await outcome).status;
    },
  };
}

/** Adds a device, changes it and takes it away, each once the last is told. */
async function changeTwice({ dir, stdout }: Watching): Promise<void> {
  writeFiles(dir, { "a.yaml": spec("1") });
  await until(() => stdout().includes("added"));
  writeFiles(dir, { "a.yaml": spec("2") });
  await until(() => stdout().includes("modified"));
  rmSync(`${dir}/a.yaml`);
  await until(() => stdout().includes("removed"));
}

it("prints a line for each change until it is stopped", async () => {
  const watch = await watching([]);
  expect(watch.stderr()).toBe(`cdictl: watching ${watch.dir}: 0 devices\n`);
  await changeTwice(watch);
  expect(await watch.stop()).toBe(0);
  expect(watch.stdout()).toMatch(/^\S+\.2 added a\.b\/c=d\n\S+\.3 modified a\.b\/c=d\n\S+\.4 removed a\.b\/c=d\n$/);
});

const changes = ["added", "modified", "removed"].map((type) => ({
  revision: expect.any(String),
  type,
  name: "a.b/c=d",
}));

it("prints one JSON object a line, and nothing else", async () => {
  const watch = await watching(["--format", "json"]);
  await changeTwice(watch);
  expect(await watch.stop()).toBe(0);
  expect(watch.stderr()).toBe("");
  const lines = watch.stdout().trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toEqual(changes);
});

it("prints a YAML document for each change", async () => {
  const watch = await watching(["--format", "yaml"]);
  await changeTwice(watch);
  expect(await watch.stop()).toBe(0);
  expect(parseAllDocuments(watch.stdout()).map((document) => document.toJS())).toEqual(changes);
});

it("tells of each problem once, in colour on a terminal", async () => {
  const watch = await watching([], true);
  writeFiles(watch.dir, { "bad.json": "[]" });
  await until(() => watch.stderr().includes("bad.json"));
  writeFiles(watch.dir, { "a.yaml": spec("1") });
  await until(() => watch.stdout().includes("added"));
  await watch.stop();
  expect(watch.stderr().match(/bad\.json/g)).toHaveLength(1);
  expect(watch.stderr()).toContain("\x1b[1;31merror\x1b[0m");
});

it("ends where standard output takes no more", async () => {
  const dir = temporaryDirectory();
  let isWatching = false;
  const outcome = cdictl(["watch", "-d", dir], {
    stdout: () => {
      throw new Error("full");
    },
    stderr: (text) => {
      isWatching ||= text.includes("watching");
    },
    stopSignal: () => new AbortController().signal,
  });
  await until(() => isWatching);
  writeFiles(dir, { "a.yaml": spec("1") });
  expect((await outcome).status).toBe(1);
});

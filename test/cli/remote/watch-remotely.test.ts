import { rmSync } from "node:fs";
import { expect, it } from "vitest";
import { refusing, standIn } from "../../client/stand-in.ts";
import { startService } from "../../http/start-service.ts";
import { specText, temporaryDirectory, writeFiles } from "../../registry/directories.ts";
import { until } from "../../registry/until.ts";
import { cdictl } from "../command-line.ts";

interface Watching {
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Asks it to stop; its exit status. */
  readonly stop: () => Promise<number>;
}

/** Starts to watch, and comes back when it says so. */
async function watching(server: string, argv: readonly string[] = []): Promise<Watching> {
  const controller = new AbortController();
  let [stdout, stderr] = ["", ""];
  const outcome = cdictl(["watch", "--server", server, ...argv], {
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    stopSignal: () => controller.signal,
  });
  const watch = {
    stdout: () => stdout,
    stderr: () => stderr,
    stop: async () => {
      controller.abort();
      return (await outcome).status;
    },
  };
  if (argv.length === 0) await until(() => stderr.includes("watching"));
  return watch;
}

it("prints each change, and each problem once", async () => {
  const dir = temporaryDirectory();
  const { socketPath } = await startService({ dirs: [dir], epoch: "e" });
  const watch = await watching(`unix:${socketPath}`);
  expect(watch.stderr()).toBe(`cdictl: watching unix:${socketPath}: 0 devices\n`);
  writeFiles(dir, { "a.json": specText("a.b/c", ["x"]) });
  await until(() => watch.stdout().includes("added"));
  writeFiles(dir, { "a.json": specText("a.b/c", ["x"], "2"), "bad.json": "[]" });
  await until(() => watch.stdout().includes("modified") && watch.stderr().includes("bad.json"));
  rmSync(`${dir}/a.json`);
  await until(() => watch.stdout().includes("removed"));
  expect(await watch.stop()).toBe(0);
  expect(watch.stdout()).toMatch(/^e\.\d+ added a\.b\/c=x\ne\.\d+ modified a\.b\/c=x\ne\.\d+ removed a\.b\/c=x\n$/);
  expect(watch.stderr().match(/bad\.json/g)).toHaveLength(1);
});

it("prints an object a line for programs", async () => {
  const dir = temporaryDirectory();
  const { socketPath } = await startService({ dirs: [dir], epoch: "e" });
  const watch = await watching(`unix:${socketPath}`, ["--format", "json"]);
  await until(() => {
    writeFiles(dir, { "a.json": specText("a.b/c", ["x"], String(performance.now())) });
    return watch.stdout().includes("\n");
  });
  await watch.stop();
  const [line = ""] = watch.stdout().split("\n");
  expect(Object.keys(JSON.parse(line))).toEqual(["revision", "type", "name"]);
  expect(watch.stderr()).toBe("");
});

it("tells of every device again where the service is another one than before", async () => {
  const dir = temporaryDirectory();
  writeFiles(dir, { "a.json": specText("a.b/c", ["gone", "stays"]) });
  const first = await startService({ dirs: [dir], epoch: "e" });
  const watch = await watching(`unix:${first.socketPath}`);
  await first.service.stop();
  await until(() => watch.stderr().includes("trying again"));
  writeFiles(dir, { "a.json": specText("a.b/c", ["new", "stays"]) });
  const settings = { LISTEN: `unix:${first.socketPath}` };
  await startService({ dirs: [dir], epoch: "f", settings });
  await until(() => watch.stdout().split("\n").length > 3);
  expect(await watch.stop()).toBe(0);
  expect(watch.stdout()).toBe("f.1 removed a.b/c=gone\nf.1 added a.b/c=new\nf.1 modified a.b/c=stays\n");
  expect(watch.stderr().split("\n").slice(1)).toEqual([
    expect.stringMatching(/^cdictl: Cannot use the service at .*; trying again$/),
    "cdictl: watching again",
    "cdictl: what happened meanwhile is not known, so every device is told of again",
    "",
  ]);
});

it("fails where there is no service, or none that answers", async () => {
  expect((await cdictl(["watch", "--server", "unix:/none.sock"])).status).toBe(1);
  const { address } = await standIn(refusing(403, "forbidden"));
  expect((await cdictl(["watch", "--server", address])).stderr).toContain("(403 forbidden)");
});

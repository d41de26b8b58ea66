import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Publisher } from "../../../src/registry/publisher.ts";
import type { Snapshot } from "../../../src/registry/snapshot.ts";
import { Updater } from "../../../src/registry/watch/updater.ts";
import { type DirectoryWatch, watchDirectory } from "../../../src/registry/watch/watch-directory.ts";
import { childScript } from "../child-script.ts";
import { specText, temporaryDirectory, writeFiles } from "../directories.ts";
import { until } from "../until.ts";

function names(snapshot: Snapshot): string[] {
  return Array.from(snapshot.devices(), ({ name }) => name);
}

/** What `watchDirectory` answers where the kernel has no watch left. */
async function noWatch(): Promise<DirectoryWatch> {
  return { failure: "exhausted", close: () => {} };
}

it("a registry without a single watch polls, says so, and misses nothing", async () => {
  const root = temporaryDirectory();
  const publisher = new Publisher("epoch");
  const updater = new Updater([join(root, "a/cdi")], publisher, noWatch);
  await updater.start();
  expect(publisher.snapshot.problems()).toMatchObject([{ code: "watch-degraded", severity: "warning" }]);
  writeFiles(root, { "a/cdi/gpu.json": specText("v.com/gpu", ["0"]) });
  await until(() => names(publisher.snapshot).join() === "v.com/gpu=0");
  writeFiles(root, { "a/cdi/gpu.json": specText("v.com/gpu", ["0", "1"]) });
  await until(() => names(publisher.snapshot).join() === "v.com/gpu=0,v.com/gpu=1");
  renameSync(join(root, "a"), join(root, "b"));
  await until(() => names(publisher.snapshot).length === 0);
  await updater.close();
});

it("a registry that gets watches after all no longer complains", async () => {
  const dir = temporaryDirectory();
  const publisher = new Publisher("epoch");
  let isScarce = true;
  const updater = new Updater([dir], publisher, (path, onHint) =>
    isScarce ? noWatch() : watchDirectory(path, onHint),
  );
  await updater.start();
  isScarce = false;
  await updater.reload();
  expect(publisher.snapshot.problems()).toEqual([]);
  writeFileSync(join(dir, "gpu.json"), specText("v.com/gpu", ["0"]));
  await until(() => names(publisher.snapshot).join() === "v.com/gpu=0");
  await updater.close();
});

function inNamespace(script: string, ...args: string[]): SpawnSyncReturns<string> {
  return spawnSync("sh", ["-c", `exec unshare -Ur sh -c "$0" "$@"`, script, ...args], { encoding: "utf8" });
}

/** Whether the limit can be lowered for one process; throws where that fails to an administrator, who may do it. */
function canUseUp(limit: string): boolean {
  const { status, stderr } = inNamespace(`echo 9 > /proc/sys/user/${limit}`);
  if (status === 0) return true;
  if (isAdministrator()) throw new Error(`Cannot make a namespace to use up ${limit} in: ${stderr}`);
  return false;
}

/** Whether this process has the capability CAP_SYS_ADMIN, as root has it outside a container, and with --privileged inside. */
function isAdministrator(): boolean {
  const [, capabilities = "0"] = /^CapEff:\s*(\w+)/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
  return ((BigInt(`0x${capabilities}`) >> 21n) & 1n) === 1n;
}

/** What a registry says before and after a file is written, in a process that the kernel has no watch for. */
async function heardInNamespace(limit: string, dir: string, text: string): Promise<unknown> {
  const script = await childScript(`
    import { writeFileSync } from "node:fs";
    import { Registry } from "../../src/registry/registry.ts";
    const [, , dir = "", text = ""] = process.argv;
    void Registry.open({ dirs: [dir] }).then((registry) => {
      const codes = registry.snapshot.problems().map(({ code }) => code);
      registry.onChange(({ changes }) => {
        console.log(JSON.stringify([...codes, ...changes.map(({ name }) => name)]));
        void registry.close();
      });
      writeFileSync(dir + "/gpu.json", text);
    });
  `);
  const run = `echo 0 > /proc/sys/user/${limit}; exec "$0" "$@"`;
  return JSON.parse(inNamespace(run, process.execPath, script, dir, text).stdout);
}

/** The same where no process can be put into such a state: the kernel's answer is made up. */
async function heardWithoutWatches(dir: string, text: string): Promise<unknown> {
  const publisher = new Publisher("epoch");
  const updater = new Updater([dir], publisher, noWatch);
  await updater.start();
  const codes = publisher.snapshot.problems().map(({ code }) => code);
  writeFileSync(join(dir, "gpu.json"), text);
  await until(() => publisher.snapshot.deviceCount > 0);
  await updater.close();
  return [...codes, ...names(publisher.snapshot)];
}

it.each(["max_inotify_watches", "max_inotify_instances"])(
  "a registry polls and says so where the kernel's %s is used up",
  async (limit) => {
    const dir = temporaryDirectory();
    const text = specText("v.com/gpu", ["0"]);
    const heard = canUseUp(limit) ? heardInNamespace(limit, dir, text) : heardWithoutWatches(dir, text);
    expect(await heard).toEqual(["watch-degraded", "v.com/gpu=0"]);
  },
);

it("a registry misses nothing when the kernel drops events because there are too many", async () => {
  const dir = temporaryDirectory();
  const count = 5000;
  const text = (index: number, mark: string): string => specText(`v.com/c${index}`, ["0"], mark);
  for (let index = 0; index < count; index++) writeFileSync(join(dir, `${index}.json`), text(index, "old"));
  const publisher = new Publisher("epoch");
  const updater = new Updater([dir], publisher, watchDirectory);
  await updater.start();
  for (let index = 0; index < count; index++) {
    writeFileSync(join(dir, "spec.tmp"), text(index, "new"));
    renameSync(join(dir, "spec.tmp"), join(dir, `${index}.json`));
  }
  const isNew = (index: number): boolean => {
    const [env = ""] = publisher.snapshot.find(`v.com/c${index}=0`)?.definition.containerEdits.env ?? [];
    return env.endsWith("new");
  };
  await until(() => Array.from({ length: count }, (_, index) => index).every(isNew));
  await updater.close();
});

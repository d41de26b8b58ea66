// npm run soak: an hour's worth of operations in some minutes. 100,000 changes of devices and 1,000,000 requests against a
// real service; every answer is checked, and memory and descriptors must not grow once it is warm.
// npm run soak -- 100 does a hundredth of it, which is too short to judge memory.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Client, markIn } from "./soak/client.mjs";
import { Connection } from "./soak/connection.mjs";
import { Ledger } from "./soak/ledger.mjs";
import { fileCount, nameOf, SpecFiles } from "./soak/spec-files.mjs";
import { Watcher } from "./soak/watcher.mjs";
import { median } from "./statistics.mjs";

const cdictl = new URL("../../dist/cli/cdictl.cjs", import.meta.url).pathname;
const divisor = Number(process.argv[2] ?? 1);
const [requestsDue, changesDue] = [1_000_000 / divisor, 100_000 / divisor];
const [clientCount, pollerCount, watcherCount, restlessCount] = [24, 4, 50, 15];
/** From here on there is enough of a run for memory to be judged. */
const judgedFrom = 250_000;
const sampleCount = 100;
/** Of medians, those of the last fifth to those of the second. What is in use right after a collection and before the next differs. */
const [mostGrowth, mostHeapGrowth, mostMoreDescriptors] = [1.1, 1.3, 5];

const print = (text) => process.stdout.write(`${text}\n`);
const begun = performance.now();
const root = mkdtempSync(join(tmpdir(), "cdi-soak-"));
const errors = [];
let errorCount = 0;
let asked = 0;
let isOver = false;

function fail(error) {
  errorCount++;
  if (errors.length < 20) errors.push(error);
  isOver = true;
}

/** The same draws in each run. */
function generator(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const files = new SpecFiles(root);
const socketPath = join(root, "soak.sock");
const logPath = join(root, "log");
const child = startService();
try {
  await soak();
} catch (error) {
  fail(error);
} finally {
  child.kill("SIGKILL");
  rmSync(root, { recursive: true, force: true });
}
for (const error of errors) print(`ERROR ${error.stack}`);
print(`${errorCount} errors in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
process.exit(errorCount === 0 ? 0 : 1);

function startService() {
  const config = join(root, "service.yaml");
  writeFileSync(config, "health:\n  interval: 1s\n");
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const dirs = files.dirs.flatMap((dir) => ["-d", dir]);
  return spawn(process.execPath, [cdictl, "serve", "--config", config, "--listen", `unix:${socketPath}`, ...dirs], {
    stdio: ["ignore", "ignore", openSync(logPath, "w")],
    env,
  });
}

async function soak() {
  const { revision, devices } = await firstListing();
  const ledger = new Ledger(revision, devices);
  const counts = new Map();
  const shared = { ledger, counts, tags: new Map() };
  const watchers = Array.from(
    { length: watcherCount },
    (_, at) => new Watcher(socketPath, ledger, { fail, ...(at < restlessCount && { patience: 50 + at * 40 }) }),
  );
  await Promise.all(watchers.map((watcher) => watcher.open()));
  const clients = Array.from({ length: clientCount }, (_, at) => new Client(socketPath, shared, generator(at + 1)));
  const pollers = Array.from({ length: pollerCount }, (_, at) => new Client(socketPath, shared, generator(at + 100)));
  const gauge = new Client(socketPath, shared, generator(0));
  const samples = [];
  const work = Promise.all([
    ...clients.map((client) => asking(client, ledger, () => client.turn())),
    changing(ledger),
    sampling(gauge, ledger, samples),
  ]);
  const polling = Promise.all(pollers.map((client) => asking(client, ledger, () => client.longPoll(), true)));
  await work.catch(fail);
  isOver = true;
  await polling.catch(fail);
  if (errorCount === 0) await comparisonWithFiles(ledger, watchers);
  for (const client of [...clients, ...pollers, gauge]) client.close();
  await stopping(watchers);
  report({ ledger, counts, watchers, samples });
}

async function firstListing() {
  const connection = new Connection(socketPath);
  for (let attempt = 0; attempt < 600; attempt++) {
    const answer = await connection.ask({ path: "/v1/devices?limit=1000" }).catch(() => undefined);
    if (answer?.status === 200) {
      connection.close();
      const { revision, items } = JSON.parse(answer.body);
      return { revision, devices: items.map(({ name, annotations }) => ({ name, mark: markIn(annotations) })) };
    }
    await pause(50);
  }
  throw new Error("the service does not start");
}

/** Requests and changes go on in step, however fast either is. */
async function asking(client, ledger, turn, isFree = false) {
  while (!isOver && (isFree || asked < requestsDue)) {
    if (!isFree && asked / requestsDue > ledger.changes / changesDue + 0.02) {
      await pause(1);
      continue;
    }
    try {
      await turn();
    } catch (error) {
      fail(error);
    }
    asked += client.takeAsked();
  }
}

/** Several files at once, as when a driver comes or a generator runs, and now and then a node of the host. */
async function changing(ledger) {
  const random = generator(7);
  let batches = 0;
  while (!isOver && ledger.changes < changesDue) {
    if (ledger.changes / changesDue > asked / requestsDue) {
      await pause(1);
      continue;
    }
    const before = ledger.last;
    const batch = new Set(
      Array.from({ length: 1 + Math.floor(random() * 14) }, () => Math.floor(random() * fileCount)),
    );
    await Promise.all(Array.from(batch, (file) => files.change(file, random())));
    if (++batches % 20 === 0) files.toggleNode();
    for (let attempt = 0; ledger.last === before && attempt < 1000 && !isOver; attempt++) await pause(2);
  }
}

async function sampling(client, ledger, samples) {
  for (let at = 1; at <= sampleCount && !isOver; at++) {
    while (!isOver && Math.min(asked / requestsDue, ledger.changes / changesDue) < at / sampleCount) await pause(5);
    const metrics = await client.metrics();
    const metric = (name) => Number(new RegExp(`^cdi_registry_${name} (\\S+)$`, "m").exec(metrics)?.[1]);
    samples.push({
      rss: Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1]) / 1024,
      heap: metric("nodejs_heap_size_used_bytes") / 2 ** 20,
      descriptors: readdirSync(`/proc/${child.pid}/fd`).length,
      lag: metric("nodejs_eventloop_lag_p99_seconds") * 1000,
      at: performance.now(),
      asked,
    });
    const { rss, heap, descriptors } = samples.at(-1);
    const seconds = ((performance.now() - begun) / 1000).toFixed(0);
    if (at % 10 === 0)
      print(
        `${at} %, ${seconds} s: ${asked} requests, ${ledger.changes} changes, RSS ${rss.toFixed(0)} MB, heap ${heap.toFixed(0)} MB, ${descriptors} descriptors`,
      );
  }
}

/** Once nothing changes any more, what is served is what was written, and every watcher has been told. */
async function comparisonWithFiles(ledger, watchers) {
  const written = new Map();
  for (const [file, marks] of files.marks.entries())
    for (const [device, mark] of (marks ?? []).entries()) written.set(nameOf(file, device), mark);
  const isServed = async () => {
    const { devices } = await firstListing();
    return devices.length === written.size && devices.every(({ name, mark }) => written.get(name) === mark);
  };
  for (let attempt = 0; !(await isServed()); attempt++) {
    if (attempt === 100) throw new Error("what is served is not what was written last");
    await pause(50);
  }
  for (let attempt = 0; ledger.waiting > 0 || watchers.some(({ last }) => last !== ledger.last); attempt++) {
    if (attempt === 100) throw new Error(`${ledger.waiting} answers are of revisions that no watcher was told of`);
    await pause(50);
  }
}

async function stopping(watchers) {
  child.kill("SIGTERM");
  const [status] = await once(child, "exit");
  if (status !== 0) fail(new Error(`the service ended with status ${status}`));
  if (errorCount === 0 && watchers.some(({ end }) => end !== "shutting-down"))
    fail(new Error("a watcher was not told of the end"));
  for (const watcher of watchers) watcher.close();
  const bad = readFileSync(logPath, "utf8")
    .split("\n")
    .filter((line) => !/^$|^\{"level":"info"/.test(line));
  if (bad.length > 0) fail(new Error(`the log has ${bad.length} lines that are no news, such as ${bad.slice(0, 3)}`));
}

function report({ ledger, counts, watchers, samples }) {
  const sum = (values) => values.reduce((total, value) => total + value, 0);
  print(
    `${asked} requests, ${ledger.changes} changes of devices by ${files.written} writes, ${ledger.checks} answers held`,
  );
  print(`against the events; ${sum(watchers.map(({ events }) => events))} events to ${watcherCount} watchers, which`);
  print(`came back ${sum(watchers.map(({ reconnects }) => reconnects))} times. Answers:`);
  for (const [label, count] of [...counts].sort(([, a], [, b]) => b - a))
    print(`${String(count).padStart(9)} ${label}`);
  const fifths = Array.from({ length: 5 }, (_, at) =>
    samples.slice((at * sampleCount) / 5, ((at + 1) * sampleCount) / 5),
  ).filter((fifth) => fifth.length > 1);
  print("fifth   RSS   heap  descriptors  lag p99  requests/s");
  for (const [at, fifth] of fifths.entries()) {
    const of = (key, digits = 0) => median(fifth.map((sample) => sample[key])).toFixed(digits);
    const [first, last] = [fifth[0], fifth.at(-1)];
    const rate = ((last.asked - first.asked) / (last.at - first.at)) * 1000;
    const columns = [`${at + 1}`, `${of("rss")} MB`, `${of("heap")} MB`, of("descriptors"), `${of("lag", 1)} ms`];
    print([...columns, rate.toFixed(0)].map((text) => text.padStart(9)).join(""));
  }
  if (fifths.length < 5) return;
  const growth = (key) => [median(fifths[1].map((one) => one[key])), median(fifths[4].map((one) => one[key]))];
  const [descriptorsBefore, descriptors] = growth("descriptors");
  if (descriptors > descriptorsBefore + mostMoreDescriptors)
    fail(new Error(`descriptors have grown from ${descriptorsBefore} to ${descriptors}`));
  for (const [key, what, most] of [
    ["rss", "resident memory", mostGrowth],
    ["heap", "heap", mostHeapGrowth],
  ]) {
    const [before, after] = growth(key);
    const ratio = `${what} of the last fifth / of the second: ${(after / before).toFixed(2)}`;
    const isJudged = requestsDue >= judgedFrom;
    print(isJudged ? `${ratio}, at most ${most}` : `${ratio}, not judged in so short a run`);
    if (isJudged && after > before * most) fail(new Error(`${what} has grown from ${before} to ${after} MB`));
  }
}

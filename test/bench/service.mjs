import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { input, manySpecs, specDirectory, specText } from "./inputs.mjs";
import { requestsPerSecond } from "./load-client.mjs";
import { median, quantile } from "./statistics.mjs";

const cdictl = new URL("../../dist/cli/cdictl.cjs", import.meta.url).pathname;
const rewriteFiles = new URL("./rewrite-files.mjs", import.meta.url).pathname;
const bareServer = new URL("./bare-server.mjs", import.meta.url).pathname;

/** The server has one core, what asks it has the other. */
function startPinned(argv) {
  return spawn("taskset", ["-c", "0", process.execPath, ...argv], { stdio: ["ignore", "ignore", "inherit"] });
}

async function startService(root, name, dir, ...more) {
  const socketPath = join(root, `${name}.sock`);
  const env = ["--listen", `unix:${socketPath}`, "-d", dir, ...more];
  const child = startPinned([cdictl, "serve", "--config", quietConfiguration(root), ...env]);
  await untilAnswered(socketPath, "/readyz");
  return { socketPath, pid: child.pid, stop: () => stop(child) };
}

function quietConfiguration(root) {
  const path = join(root, "service.yaml");
  writeFileSync(path, "log:\n  level: warn\nhealth:\n  interval: 1h\n");
  return path;
}

async function startBare(root, kind, answer) {
  const socketPath = join(root, `${kind}-${process.hrtime.bigint()}.sock`);
  const file = `${socketPath}.json`;
  writeFileSync(file, JSON.stringify(answer));
  const child = startPinned([bareServer, socketPath, kind, file]);
  await untilAnswered(socketPath, "/");
  return { socketPath, stop: () => stop(child) };
}

function stop(child) {
  return new Promise((resolve) => {
    child.once("exit", resolve);
    child.kill("SIGKILL");
  });
}

async function untilAnswered(socketPath, path) {
  for (let attempt = 0; attempt < 600; attempt++) {
    const answer = await ask(socketPath, { path }).catch(() => undefined);
    if (answer && answer.status !== 503) return;
    await pause(50);
  }
  throw new Error(`nothing answers on ${socketPath}`);
}

export function ask(socketPath, { path, method = "GET", headers = {}, body }) {
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath, path, method, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, body: text }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** The median of the ratios of paired rounds, requests a second of one server to those of the other. */
async function pairedRates(one, other, rounds = 9) {
  const ratios = [];
  for (let round = 0; round < rounds; round++) {
    const rates = round % 2 === 0 ? [await one(), await other()] : [await other(), await one()].reverse();
    if (round > 0) ratios.push(rates[0] / rates[1]);
  }
  return median(ratios);
}

async function againstBare(root, service, kind, question, load) {
  const { status, headers, body } = await ask(service.socketPath, question);
  for (const name of ["connection", "keep-alive", "date", "transfer-encoding"]) delete headers[name];
  const bare = await startBare(root, kind, { status, headers, body });
  const head = [`${question.method ?? "GET"} ${question.path} HTTP/1.1`];
  for (const [name, value] of Object.entries(question.headers ?? {})) head.push(`${name}: ${value}`);
  const rate = ({ socketPath }) => requestsPerSecond(socketPath, head.join("\r\n"), { status, ...load });
  const ratio = await pairedRates(
    () => rate(service),
    () => rate(bare),
  );
  await bare.stop();
  return ratio;
}

async function getRow(root) {
  const service = await startService(root, "get", specDirectory(root, "nvidia.json"));
  const path = "/v1/devices/nvidia.com/gpu/0";
  const full = await againstBare(root, service, "http", { path });
  const { etag } = (await ask(service.socketPath, { path })).headers;
  const unchanged = await againstBare(root, service, "http", { path, headers: { "if-none-match": etag } });
  await service.stop();
  return { value: Math.min(full, unchanged), detail: `200: ${full.toFixed(2)}, 304: ${unchanged.toFixed(2)}` };
}

async function injectRow(root) {
  const service = await startService(root, "inject", specDirectory(root, "nvidia.json"));
  const oci = readFileSync(input("oci.json"), "utf8");
  const bodyFor = (hostname) =>
    `{"spec":${oci.replace('"runc"', `"${hostname}"`)},"devices":["nvidia.com/gpu=0","nvidia.com/gpu=3"]}`;
  const body = bodyFor("pod-1000");
  const question = { path: "/v1/inject", method: "POST", headers: { "content-type": "application/json" }, body };
  const value = await againstBare(root, service, "fastify", question, { body });
  // More than the service keeps, so that none of them is one that it knows.
  const bodies = Array.from({ length: 2000 }, (_, i) => bodyFor(`pod-${1000 + i}`));
  const fresh = await againstBare(root, service, "fastify", question, { bodies });
  await service.stop();
  return { value, detail: `one request again and again; ${fresh.toFixed(2)} where each has another hostname` };
}

async function listRow(root) {
  const large = await startService(root, "large", manySpecs(root, 10_000, "json"));
  const small = await startService(root, "small", manySpecs(root, 10, "json"));
  const rate = ({ socketPath }) => requestsPerSecond(socketPath, "GET /v1/devices?limit=100 HTTP/1.1");
  const value = await pairedRates(
    () => rate(large),
    () => rate(small),
  );
  await Promise.all([large.stop(), small.stop()]);
  return { value };
}

/** 1,000 watchers, one change: how long until the last is told, and what they cost in memory. */
async function watchersRow(root) {
  const dir = join(root, "watched");
  mkdirSync(dir);
  const service = await startService(root, "watched", dir);
  await pause(500);
  const idle = residentMegabytes(service.pid);
  const watchers = [];
  // A few at once: connections beyond the backlog of the socket are refused.
  while (watchers.length < 1000)
    watchers.push(...(await Promise.all(Array.from({ length: 100 }, () => openWatch(service.socketPath)))));
  const times = [];
  for (let turn = 0; turn < 5; turn++) {
    const begun = performance.now();
    const told = watchers.map((watcher) => watcher.next("event: added"));
    replace(join(dir, `spec${turn}.json`), specText(turn, "json"));
    await Promise.all(told);
    times.push(performance.now() - begun);
    await pause(300);
  }
  const grown = residentMegabytes(service.pid) - idle;
  for (const watcher of watchers) watcher.close();
  await service.stop();
  return { value: median(times), detail: `${grown.toFixed(0)} MB above idle, at most 120` };
}

function openWatch(socketPath) {
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath, path: "/v1/watch", agent: false }, (response) => {
      let wanted = { text: "event: bookmark", done: () => resolve({ next, close: () => sent.destroy() }) };
      const next = (text) =>
        new Promise((done) => {
          wanted = { text, done };
        });
      response.setEncoding("utf8");
      response.on("data", (chunk) => {
        if (chunk.includes(wanted.text)) wanted.done();
      });
      response.on("error", () => {});
    });
    sent.on("error", reject);
    sent.end();
  });
}

function residentMegabytes(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
}

/** What a rewriting of 100 files a second does to the slowest of a hundred resolves. */
async function resolveRow(root) {
  const dir = join(root, "rewritten");
  mkdirSync(dir);
  for (let i = 0; i < 1000; i++) writeFileSync(join(dir, `spec${i}.json`), specText(i, "json"));
  const service = await startService(root, "rewritten", dir);
  const body = JSON.stringify({ devices: ["vendor1.com/class1=dev0", "vendor2.com/class2=dev1"] });
  const head = "POST /v1/resolve HTTP/1.1\r\ncontent-type: application/json";
  const latencies = async () => {
    const all = [];
    await requestsPerSecond(service.socketPath, head, {
      body,
      seconds: 4,
      connections: 1,
      onLatency: (ms) => all.push(ms),
    });
    return quantile(all, 0.99);
  };
  await latencies();
  const ratios = [];
  for (let turn = 0; turn < 3; turn++) {
    const quiet = await latencies();
    const writer = spawn("taskset", ["-c", "1", process.execPath, rewriteFiles, dir], { stdio: "inherit" });
    const busy = await latencies();
    await stop(writer);
    ratios.push(busy / quiet);
    await pause(500);
  }
  await service.stop();
  return { value: median(ratios) };
}

function replace(path, text) {
  writeFileSync(`${path}.tmp`, text);
  renameSync(`${path}.tmp`, path);
}

/** Runs with this process, the one that asks, on a core of its own. */
function row(name, bound, measure, more = {}) {
  const pinned = (root) => {
    execFileSync("taskset", ["-cp", "1", `${process.pid}`]);
    return measure(root);
  };
  return { name, bound, measure: pinned, ...more };
}

const least = true;

export const serviceRows = [
  row("GET of a device and a 304, requests a second / bare node:http with the same bytes", 0.7, getRow, { least }),
  row("POST /v1/inject of 2 devices / bare fastify that reads and answers the same bytes", 0.6, injectRow, { least }),
  row("GET /v1/devices?limit=100 with 100,000 devices / with 100", 0.8, listRow, { least }),
  row("1,000 watchers, one change until the last is told", 250, watchersRow, { unit: " ms" }),
  row("99th percentile of a resolve while 100 files a second are rewritten / with none", 3, resolveRow),
];

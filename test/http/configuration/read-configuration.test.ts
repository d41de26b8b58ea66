import { describe, expect, it } from "vitest";
import { generatorNames } from "../../../src/generators/generator-names.ts";
import type { ConfigurationWorld } from "../../../src/http/configuration/configuration-world.ts";
import { readConfiguration } from "../../../src/http/configuration/read-configuration.ts";
import { flagsOf, worldOf } from "./world.ts";

const config = flagsOf({ config: ["/c.yaml"] });

async function configurationIn(world: ConfigurationWorld) {
  const reading = await readConfiguration(world);
  if ("mistakes" in reading) throw new Error(reading.mistakes.join("\n"));
  return reading.configuration;
}

async function mistakesIn(world: ConfigurationWorld): Promise<readonly string[]> {
  const reading = await readConfiguration(world);
  return "mistakes" in reading ? reading.mistakes : [];
}

function mistakesOfFile(text: string, rest: Partial<ConfigurationWorld> = {}): Promise<readonly string[]> {
  return mistakesIn(worldOf({ "/c.yaml": text }, { flags: config, ...rest }));
}

it("readConfiguration has a default for everything", async () => {
  expect(await configurationIn(worldOf())).toEqual({
    listen: [{ kind: "unix", path: "/run/cdi-registry/cdi.sock" }],
    specDirs: ["/etc/cdi", "/var/run/cdi"],
    socket: { groupId: undefined, mode: 0o660 },
    tokenFile: undefined,
    tls: { certificateFile: undefined, keyFile: undefined, clientCaFile: undefined, clientScopes: ["read"] },
    limits: {
      bodyBytes: 8_388_608,
      concurrentRequests: 256,
      watchers: 4_096,
      requestsPerSecond: Number.POSITIVE_INFINITY,
    },
    timeouts: { headers: 10_000, body: 30_000, shutdown: 10_000 },
    health: { interval: 30_000 },
    watch: { history: 10_000, ping: 15_000 },
    log: { level: "info", sample: 100 },
    hostRoot: "/",
    generate: [],
  });
});

it("readConfiguration reads every setting of a file", async () => {
  const text = `
listen: [unix:/run/a.sock, "tcp:[::1]:0", tcp:0.0.0.0:8443]
spec-dirs:
  - /a
  - /b
socket: { group: gpu, mode: 0600 }
token-file: /tokens
tls:
  certificate-file: /cert
  key-file: /key
  client-ca-file: /ca
  client-scopes: [read, edits]
limits: { body-bytes: 512KiB, concurrent-requests: 9, watchers: 8, requests-per-second: 0.5 }
timeouts: { headers: 500ms, body: 2m, shutdown: 1h }
health: { interval: 5s }
watch: { history: 7, ping: 1s }
log: { level: debug, sample: 1 }
host-root: /host
generate: [serial, nvidia]
`;
  const files = { "/c.yaml": text, "/tokens": "", "/cert": "", "/key": "", "/ca": "" };
  expect(await configurationIn(worldOf(files, { flags: config }))).toEqual({
    listen: [
      { kind: "unix", path: "/run/a.sock" },
      { kind: "tcp", host: "::1", port: 0 },
      { kind: "tcp", host: "0.0.0.0", port: 8443 },
    ],
    specDirs: ["/a", "/b"],
    socket: { groupId: 44, mode: 0o600 },
    tokenFile: "/tokens",
    tls: { certificateFile: "/cert", keyFile: "/key", clientCaFile: "/ca", clientScopes: ["read", "edits"] },
    limits: { bodyBytes: 524_288, concurrentRequests: 9, watchers: 8, requestsPerSecond: 0.5 },
    timeouts: { headers: 500, body: 120_000, shutdown: 3_600_000 },
    health: { interval: 5_000 },
    watch: { history: 7, ping: 1_000 },
    log: { level: "debug", sample: 1 },
    hostRoot: "/host",
    generate: ["nvidia", "serial"],
  });
});

it("readConfiguration lets flags win over the environment, and that over the file", async () => {
  const files = { "/c.yaml": "listen: unix:/file\nspec-dirs: /file\nlog: {level: warn, sample: 3}", "/t": "" };
  const env = {
    CDI_REGISTRY_CONFIG: "/c.yaml",
    CDI_REGISTRY_LISTEN: "unix:/env, tcp:127.0.0.1:1",
    CDI_SPEC_DIRS: "/env:/env2",
    CDI_REGISTRY_LOG_LEVEL: "error",
    CDI_REGISTRY_LOG_SAMPLE: "",
  };
  const flags = flagsOf({ listen: ["unix:/flag"], "token-file": ["/none", "/t"], format: ["json"] });
  const { listen, specDirs, log, tokenFile } = await configurationIn(worldOf(files, { env, flags }));
  expect({ listen, specDirs, log, tokenFile }).toEqual({
    listen: [{ kind: "unix", path: "/flag" }],
    specDirs: ["/env", "/env2"],
    log: { level: "error", sample: 3 },
    tokenFile: "/t",
  });
});

it("readConfiguration takes generators from one flag or several, and all for every one", async () => {
  const generateOf = async (...generate: string[]) =>
    (await configurationIn(worldOf({}, { flags: flagsOf({ generate }) }))).generate;
  expect(await generateOf("serial,nvidia")).toEqual(["nvidia", "serial"]);
  expect(await generateOf("serial", "nvidia,serial")).toEqual(["nvidia", "serial"]);
  expect(await generateOf("all")).toEqual(generatorNames);
  const mistakes = await mistakesIn(worldOf({}, { flags: flagsOf({ generate: ["serial,nvida"] }) }));
  expect(mistakes).toEqual([expect.stringMatching(/^--generate: Cannot use "nvida" for generate: it takes nvidia, /)]);
});

it("readConfiguration takes a file in which all is commented out, and reads the file that --config names", async () => {
  const files = { "/c.yaml": "socket:\n  # mode: 0600\nlog:\n", "/other.yaml": "host-root: 5" };
  const world = worldOf(files, { env: { CDI_REGISTRY_CONFIG: "/other.yaml" }, flags: config });
  expect((await configurationIn(world)).hostRoot).toBe("/");
});

it("readConfiguration tells all mistakes at once, each with its place", async () => {
  const text = `log: {level: loud}
sockets: {mode: 1}
socket:
  mod: 0600
  mode: "0999"
  mode: 0600
  group: nobody-knows
token-file:
limits: 5
watch:
  history: [1, 2]
  ping: {a: b}
listen: [tcp:0.0.0.0:80]
`;
  const env = { CDI_REGISTRY_LOG_LEVL: "x", CDI_REGISTRY_TIMEOUTS_BODY: "5" };
  const flags = flagsOf({ config: ["/c.yaml"], listen: ["tcp:8080"] });
  expect(await mistakesOfFile(text, { env, flags })).toEqual([
    "/c.yaml:6: This setting is there twice",
    '/c.yaml:2: There is no setting "sockets"; did you mean socket?',
    '/c.yaml:4: There is no setting "socket.mod"; did you mean socket.mode?',
    "/c.yaml:8: token-file takes the path of a file; nothing is there",
    '/c.yaml:9: Section limits takes settings as "name: value": body-bytes, concurrent-requests, watchers, requests-per-second',
    "/c.yaml:11: watch.history takes a whole number from 1 to 1000000000; a list of something else is there",
    "/c.yaml:12: watch.ping takes a time such as 500ms, 5s, 2m or 1h, at most 24h; a section is there",
    "CDI_REGISTRY_LOG_LEVL: There is no such setting; did you mean CDI_REGISTRY_LOG_LEVEL?",
    '--listen: Cannot use "tcp:8080" for listen: it takes unix:PATH with an absolute path of at most 107 bytes, or tcp:HOST:PORT such as tcp:127.0.0.1:8080 or tcp:[::1]:0',
    '/c.yaml:7: Cannot use "nobody-knows" for socket.group: there is no such group',
    '/c.yaml:5: Cannot use "0999" for socket.mode: it takes permission bits in octal such as 0660',
    'CDI_REGISTRY_TIMEOUTS_BODY: Cannot use "5" for timeouts.body: it takes a time such as 500ms, 5s, 2m or 1h, at most 24h',
    '/c.yaml:1: Cannot use "loud" for log.level: it takes trace, debug, info, warn, error, fatal, silent',
  ]);
});

it.each([
  ["a: b: c\n", "/c.yaml:1: Nested mappings are not allowed in compact mappings"],
  ["- a\n", '/c.yaml:1: The configuration takes settings as "name: value": listen, spec-dirs, '],
  ["log: {level: info}\n---\nlog: {}\n", "/c.yaml:2: Source contains multiple documents; "],
  [
    "log: {level: &a info, sample: *a}\n",
    "/c.yaml:1: log.sample takes a whole number from 1 to 1000000000; an alias is there",
  ],
])("readConfiguration tells what is wrong with the file %j", async (text, start) => {
  const [first, ...rest] = await mistakesOfFile(text);
  expect(first?.slice(0, start.length)).toBe(start);
  expect(rest).toEqual([]);
});

it("readConfiguration says why a file cannot be read, and not what would be missing then", async () => {
  const flags = flagsOf({ config: ["/none.yaml"], listen: ["tcp:0.0.0.0:80"] });
  expect(await mistakesIn(worldOf({}, { flags }))).toEqual([
    "Cannot read configuration file /none.yaml: no such file or directory",
  ]);
});

describe("readConfiguration listens by default", () => {
  it.each([
    [
      "under $XDG_RUNTIME_DIR as a user",
      1000,
      false,
      { XDG_RUNTIME_DIR: "/run/user/1000" },
      "/run/user/1000/cdi-registry/cdi.sock",
    ],
    ["in /run as root", 0, false, {}, "/run/cdi-registry/cdi.sock"],
  ])("%s", async (_, uid, isActivated, env, path) => {
    expect((await configurationIn(worldOf({}, { uid, isActivated, env }))).listen).toEqual([{ kind: "unix", path }]);
  });

  it("nowhere where the service manager hands sockets over", async () => {
    expect((await configurationIn(worldOf({}, { uid: 1000, isActivated: true }))).listen).toEqual([]);
  });

  it.each([
    [{}, "is not set"],
    [{ XDG_RUNTIME_DIR: "here" }, "holds no path that a socket can have"],
    [{ XDG_RUNTIME_DIR: `/${"x".repeat(100)}` }, "holds no path that a socket can have"],
  ])("and says so where there is no place: %j", async (env, state) => {
    expect(await mistakesIn(worldOf({}, { uid: 1000, env }))).toEqual([
      `listen: There is no usual socket, for XDG_RUNTIME_DIR ${state}; name one: --listen unix:PATH`,
    ]);
  });
});

describe("readConfiguration refuses", () => {
  const need = "it is open to other machines, so that it needs token-file or tls.client-ca-file";
  it.each([
    ["listen: tcp:0.0.0.0:80", `/c.yaml:1: Cannot listen on tcp:0.0.0.0:80: ${need}`],
    ["listen: 'tcp:[::]:80'", `/c.yaml:1: Cannot listen on tcp:[::]:80: ${need}`],
    ["listen: tcp:node-7:80", `/c.yaml:1: Cannot listen on tcp:node-7:80: ${need}`],
    ["listen: [unix:/a, unix:/a, unix:/a]", "/c.yaml:1: Cannot listen on unix:/a twice"],
    ["tls: {certificate-file: /cert}", "/c.yaml:1: tls.certificate-file needs tls.key-file as well"],
    ["tls: {key-file: /key}", "/c.yaml:1: tls.key-file needs tls.certificate-file as well"],
    ["tls: {client-ca-file: /ca}", "/c.yaml:1: tls.client-ca-file needs tls.certificate-file as well"],
    ["token-file: /gone", "/c.yaml:1: Cannot read /gone for token-file: no such file or directory"],
    ["timeouts: {headers: 31s}", "/c.yaml:1: timeouts.headers is longer than timeouts.body, which begins with it"],
  ])("%s", async (text, mistake) => {
    const files = { "/c.yaml": text, "/cert": "", "/key": "", "/ca": "" };
    expect(await mistakesIn(worldOf(files, { flags: config }))).toEqual([mistake]);
  });

  it.each([
    "listen: [tcp:127.8.8.8:80, tcp:localhost:81, 'tcp:[::1]:82', tcp:127.0.0.1:0, tcp:127.0.0.1:0]",
    "{listen: tcp:0.0.0.0:80, token-file: /tokens}",
    "{listen: tcp:node-7:80, tls: {certificate-file: /cert, key-file: /key, client-ca-file: /ca}}",
  ])("but not %s", async (text) => {
    const files = { "/c.yaml": text, "/cert": "", "/key": "", "/ca": "", "/tokens": "" };
    expect(await mistakesIn(worldOf(files, { flags: config }))).toEqual([]);
  });
});

it("readConfiguration leaves alone what Kubernetes and clients put into the environment", async () => {
  const env = {
    CDI_REGISTRY_PORT: "tcp://10.0.0.1:80",
    CDI_REGISTRY_PORT_80_TCP_ADDR: "10.0.0.1",
    CDI_REGISTRY_SERVICE_HOST: "10.0.0.1",
    CDI_REGISTRY_SERVER: "unix:/x",
    CDI_REGISTRY_TOKEN: "secret",
  };
  expect(await mistakesIn(worldOf({}, { env }))).toEqual([]);
});

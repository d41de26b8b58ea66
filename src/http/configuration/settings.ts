import { type GeneratorName, generatorNames } from "../../generators/generator-names.ts";
import { defaultSpecDirs } from "../../registry/default-spec-dirs.ts";
import { allScopes, type Scope } from "../access/scope.ts";
import type { TcpListener, UnixListener } from "../listeners/listener.ts";
import { parseListener } from "../listeners/parse-listener.ts";
import { parseDuration } from "./parse-duration.ts";
import { parseMode } from "./parse-mode.ts";
import { parseRate } from "./parse-rate.ts";
import { parseSize } from "./parse-size.ts";
import { parseWholeNumber } from "./parse-whole-number.ts";
import type { ListSetting, Parsing, Setting } from "./setting.ts";

const text = (given: string) => (given === "" ? undefined : given);
const duration = { allowed: "a time such as 500ms, 5s, 2m or 1h, at most 24h", parse: parseDuration };
const count = { allowed: "a whole number from 1 to 1000000000", parse: parseWholeNumber };
const file = { allowed: "the path of a file", parse: text, fallback: undefined };

export type LogLevel = (typeof logLevels)[number];
const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

const listen: ListSetting<UnixListener | TcpListener> = {
  key: "listen",
  flag: "listen",
  separator: ",",
  help: "where to listen",
  allowed:
    "unix:PATH with an absolute path of at most 107 bytes, or tcp:HOST:PORT such as tcp:127.0.0.1:8080 or tcp:[::1]:0",
  parse: parseListener,
  fallback: [],
};
const specDirs: ListSetting<string> = {
  key: "spec-dirs",
  variable: "CDI_SPEC_DIRS",
  flag: "spec-dir",
  separator: ":",
  help: "spec directories, later ones win",
  allowed: "the path of a directory",
  parse: text,
  fallback: defaultSpecDirs,
};
const socketGroup: Setting<string | undefined> = {
  key: "socket.group",
  help: "group of the unix socket, by name or number",
  allowed: "the name or number of a group",
  parse: text,
  fallback: undefined,
};
const socketMode: Setting<number> = {
  key: "socket.mode",
  help: "permission bits of the unix socket: who may write to it can connect",
  allowed: "permission bits in octal such as 0660",
  parse: parseMode,
  fallback: 0o660,
};
const tokenFile: Setting<string | undefined> = {
  ...file,
  key: "token-file",
  flag: "token-file",
  help: "tokens of callers, a line each: NAME SCOPES sha256:HEX [expires=TIME]",
};
const tlsCertificateFile: Setting<string | undefined> = {
  ...file,
  key: "tls.certificate-file",
  help: "certificate chain of the service, PEM; TCP listeners speak TLS then",
};
const tlsKeyFile: Setting<string | undefined> = { ...file, key: "tls.key-file", help: "key of that certificate, PEM" };
const tlsClientCaFile: Setting<string | undefined> = {
  ...file,
  key: "tls.client-ca-file",
  help: "CA of the client certificates that are let in, PEM",
};
const tlsClientScopes: ListSetting<Scope> = {
  key: "tls.client-scopes",
  separator: ",",
  help: "what a client certificate grants",
  allowed: "read, edits or admin",
  parse: (given) => allScopes.find((scope) => scope === given),
  fallback: ["read"],
};
const bodyBytes: Setting<number> = {
  key: "limits.body-bytes",
  help: "the longest body of a request",
  allowed: "a number of bytes such as 65536, 512KiB or 8MiB, at most 1GiB",
  parse: parseSize,
  fallback: 8 * 1024 * 1024,
};
const concurrentRequests: Setting<number> = {
  ...count,
  key: "limits.concurrent-requests",
  help: "requests that are answered at one time, without watchers",
  fallback: 256,
};
const watchers: Setting<number> = {
  ...count,
  key: "limits.watchers",
  help: "watchers and long polls at one time",
  fallback: 4_096,
};
const requestsPerSecond: Setting<number> = {
  key: "limits.requests-per-second",
  help: "requests of one client in a second",
  allowed: "off or a number above 0 such as 50 or 0.5",
  parse: parseRate,
  fallback: Number.POSITIVE_INFINITY,
};
const headersTimeout: Setting<number> = {
  ...duration,
  key: "timeouts.headers",
  help: "time in which the headers of a request must have come",
  fallback: 10_000,
};
const bodyTimeout: Setting<number> = {
  ...duration,
  key: "timeouts.body",
  help: "time in which all of a request must have come",
  fallback: 30_000,
};
const shutdownTimeout: Setting<number> = {
  ...duration,
  key: "timeouts.shutdown",
  help: "time that requests have to end once the service is asked to stop",
  fallback: 10_000,
};
const healthInterval: Setting<number> = {
  ...duration,
  key: "health.interval",
  help: "time between two looks at the host's device nodes",
  fallback: 30_000,
};
const watchHistory: Setting<number> = {
  ...count,
  key: "watch.history",
  help: "changes that are kept for watchers who come back",
  fallback: 10_000,
};
const watchPing: Setting<number> = {
  ...duration,
  key: "watch.ping",
  help: "time between two signs of life to a watcher",
  fallback: 15_000,
};
const logLevel: Setting<LogLevel> = {
  key: "log.level",
  help: "the least that is logged",
  allowed: logLevels.join(", "),
  parse: (given) => logLevels.find((level) => level === given),
  fallback: "info",
};
const logSample: Setting<number> = {
  ...count,
  key: "log.sample",
  help: "on the busiest routes, one of so many good requests is logged",
  fallback: 100,
};
const hostRoot: Setting<string> = {
  key: "host-root",
  help: "directory under which the host's files are",
  allowed: "the absolute path of a directory",
  parse: (given) => (given.startsWith("/") ? given : undefined),
  fallback: "/",
};

const generate: ListSetting<GeneratorName | "all"> = {
  key: "generate",
  flag: "generate",
  separator: ",",
  isFlagSplit: true,
  help: "devices of the host to keep specs of, in the last spec directory",
  allowed: `${generatorNames.join(", ")} or all`,
  parse: (given) => [...generatorNames, "all" as const].find((name) => name === given),
  fallback: [],
};

/** Every setting of the service, with all that is known of it, in the order of the sample file. */
export const settings = {
  listen,
  specDirs,
  socketGroup,
  socketMode,
  tokenFile,
  tlsCertificateFile,
  tlsKeyFile,
  tlsClientCaFile,
  tlsClientScopes,
  bodyBytes,
  concurrentRequests,
  watchers,
  requestsPerSecond,
  headersTimeout,
  bodyTimeout,
  shutdownTimeout,
  healthInterval,
  watchHistory,
  watchPing,
  logLevel,
  logSample,
  hostRoot,
  generate,
};

export const settingRows: readonly Parsing<unknown>[] = Object.values(settings);

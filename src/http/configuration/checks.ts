import { errorText } from "../../host/system-error.ts";
import { isLoopback } from "../listeners/is-loopback.ts";
import { listenerText } from "../listeners/listener.ts";
import type { Configuration } from "./configuration.ts";
import type { ConfigurationWorld } from "./configuration-world.ts";
import type { SettingRow } from "./setting.ts";
import { settings } from "./settings.ts";
import type { ValueReader } from "./value-reader.ts";

/** What has to hold between settings, and between a setting and the machine. */
type Check = (configuration: Configuration, reader: ValueReader, world: ConfigurationWorld) => void;

export const checks: readonly Check[] = [
  filesCanBeRead,
  remoteCallersAreKnown,
  listenersDiffer,
  tlsIsComplete,
  headersComeBeforeTheBody,
];

/** Whether any caller can show who it is. */
export function hasCredentials({ tokenFile, tls }: Pick<Configuration, "tokenFile" | "tls">): boolean {
  return tokenFile !== undefined || tls.clientCaFile !== undefined;
}

function filesCanBeRead(
  { tokenFile, tls }: Configuration,
  reader: ValueReader,
  { readFile }: ConfigurationWorld,
): void {
  const files: readonly (readonly [SettingRow, string | undefined])[] = [
    [settings.tokenFile, tokenFile],
    [settings.tlsCertificateFile, tls.certificateFile],
    [settings.tlsKeyFile, tls.keyFile],
    [settings.tlsClientCaFile, tls.clientCaFile],
  ];
  for (const [row, path] of files) {
    try {
      if (path !== undefined) readFile(path);
    } catch (error) {
      reader.refuse(row, `Cannot read ${path} for ${row.key}: ${errorText(error)}`);
    }
  }
}

function remoteCallersAreKnown(configuration: Configuration, reader: ValueReader): void {
  if (hasCredentials(configuration)) return;
  for (const listener of configuration.listen) {
    if (listener.kind !== "tcp" || isLoopback(listener.host)) continue;
    const need = "it is open to other machines, so that it needs token-file or tls.client-ca-file";
    reader.refuse(settings.listen, `Cannot listen on ${listenerText(listener)}: ${need}`);
  }
}

function listenersDiffer({ listen }: Configuration, reader: ValueReader): void {
  const texts = listen.filter((listener) => listener.kind === "unix" || listener.port !== 0).map(listenerText);
  const repeated = new Set(texts.filter((text, index) => texts.indexOf(text) !== index));
  for (const text of repeated) reader.refuse(settings.listen, `Cannot listen on ${text} twice`);
}

function tlsIsComplete({ tls }: Configuration, reader: ValueReader): void {
  const { certificateFile, keyFile, clientCaFile } = tls;
  const missing: readonly (readonly [boolean, SettingRow, SettingRow])[] = [
    [certificateFile !== undefined && keyFile === undefined, settings.tlsCertificateFile, settings.tlsKeyFile],
    [keyFile !== undefined && certificateFile === undefined, settings.tlsKeyFile, settings.tlsCertificateFile],
    [
      clientCaFile !== undefined && certificateFile === undefined,
      settings.tlsClientCaFile,
      settings.tlsCertificateFile,
    ],
  ];
  for (const [isMissing, given, needed] of missing) {
    if (isMissing) reader.refuse(given, `${given.key} needs ${needed.key} as well`);
  }
}

/** The other way round Node refuses to make a server. */
function headersComeBeforeTheBody({ timeouts }: Configuration, reader: ValueReader): void {
  if (timeouts.headers <= timeouts.body) return;
  reader.refuse(settings.headersTimeout, "timeouts.headers is longer than timeouts.body, which begins with it");
}

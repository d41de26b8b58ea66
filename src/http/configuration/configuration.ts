import { type GeneratorName, generatorNames } from "../../generators/generator-names.ts";
import { chooseGroup } from "./choose-group.ts";
import { chooseListeners } from "./choose-listeners.ts";
import type { ConfigurationWorld } from "./configuration-world.ts";
import { settings } from "./settings.ts";
import type { ValueReader } from "./value-reader.ts";

/** How the service is to run. Times are in milliseconds; a limit that is off is infinite. */
export type Configuration = ReturnType<typeof configurationOf>;

/** Groups the values of the settings by what they are for; mistakes are with the reader. */
export function configurationOf(reader: ValueReader, world: ConfigurationWorld) {
  return {
    listen: chooseListeners(reader, world),
    specDirs: reader.many(settings.specDirs),
    socket: { groupId: chooseGroup(reader, world), mode: reader.one(settings.socketMode) },
    tokenFile: reader.one(settings.tokenFile),
    tls: {
      certificateFile: reader.one(settings.tlsCertificateFile),
      keyFile: reader.one(settings.tlsKeyFile),
      clientCaFile: reader.one(settings.tlsClientCaFile),
      clientScopes: reader.many(settings.tlsClientScopes),
    },
    limits: {
      bodyBytes: reader.one(settings.bodyBytes),
      concurrentRequests: reader.one(settings.concurrentRequests),
      watchers: reader.one(settings.watchers),
      requestsPerSecond: reader.one(settings.requestsPerSecond),
    },
    timeouts: {
      headers: reader.one(settings.headersTimeout),
      body: reader.one(settings.bodyTimeout),
      shutdown: reader.one(settings.shutdownTimeout),
    },
    health: { interval: reader.one(settings.healthInterval) },
    watch: { history: reader.one(settings.watchHistory), ping: reader.one(settings.watchPing) },
    log: { level: reader.one(settings.logLevel), sample: reader.one(settings.logSample) },
    hostRoot: reader.one(settings.hostRoot),
    generate: generatorsAmong(reader.many(settings.generate)),
  } as const;
}

function generatorsAmong(asked: readonly (GeneratorName | "all")[]): readonly GeneratorName[] {
  return generatorNames.filter((name) => asked.includes("all") || asked.includes(name));
}

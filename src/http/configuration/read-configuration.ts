import { checks } from "./checks.ts";
import { type Configuration, configurationOf } from "./configuration.ts";
import type { ConfigurationWorld } from "./configuration-world.ts";
import { fileVariable, gatherEnvironment } from "./gather-environment.ts";
import { gatherFile } from "./gather-file.ts";
import { gatherFlags } from "./gather-flags.ts";
import { ValueReader } from "./value-reader.ts";

export type ConfigurationReading =
  | { readonly configuration: Configuration }
  /** Everything that is wrong, each naming where it stands, what stands there and what may. */
  | { readonly mistakes: readonly string[] };

/**
 * Reads the configuration: flags win over the environment, and that over the file, which `--config` or
 * CDI_REGISTRY_CONFIG names. Where
 * nothing can be read of the file, no more is said of what the other sources would need from it.
 */
export async function readConfiguration(world: ConfigurationWorld): Promise<ConfigurationReading> {
  const path = world.flags.get("config")?.at(-1) ?? world.env[fileVariable];
  const file = path ? await gatherFile(path, world.readFile) : undefined;
  const sources = [...(file ? [file] : []), gatherEnvironment(world.env), gatherFlags(world.flags)];
  const reader = new ValueReader(sources.flatMap(({ given }) => given));
  const configuration = configurationOf(reader, world);
  const isFileLost = file !== undefined && file.given.length === 0 && file.mistakes.length > 0;
  if (!isFileLost) for (const check of checks) check(configuration, reader, world);
  const gathering = sources.flatMap(({ mistakes }) => mistakes);
  const mistakes = [...gathering, ...reader.mistakes];
  return mistakes.length > 0 ? { mistakes } : { configuration };
}

import type { CommandRow } from "./command-list.ts";
import { type Arguments, UsageError } from "./parse-arguments.ts";

/**
 * The service that a command asks instead of the disk, if any: that of --server, else of CDI_SERVER. Spec directories on
 * the line are stronger than the environment. A command without a registry asks nobody.
 */
export function serverToAsk(
  row: CommandRow,
  values: Arguments["values"],
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const given = values.get("server")?.[0];
  if (given !== undefined && values.has("spec-dir")) {
    throw new UsageError("--server and --spec-dir exclude each other: a service has its own spec directories");
  }
  if (!row.options.includes("server") || values.has("spec-dir")) return undefined;
  return given ?? (env["CDI_SERVER"] || undefined);
}

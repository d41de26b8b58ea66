import type { Command, CommandContext, Result } from "../command.ts";
import { UsageError } from "../parse-arguments.ts";
import { version } from "../version.ts";

export const command: Command = {
  description: `Serves the registry over HTTP: devices, their attributes and health, resolving, injecting and watching, as
/openapi.yaml describes. It listens on a Unix socket, /run/cdi-registry/cdi.sock as root and
$XDG_RUNTIME_DIR/cdi-registry/cdi.sock else. Settings come from flags, from CDI_REGISTRY_* variables and
from the file that --config names, in this order of strength. Stop it with SIGTERM; SIGHUP reads tokens
and log settings again.`,
  examples: [
    "cdictl serve",
    "cdictl serve --listen unix:/tmp/cdi.sock -d ./specs",
    "cdictl serve --config /etc/cdi-registry.yaml",
    "curl --unix-socket /run/cdi-registry/cdi.sock http://localhost/v1/devices",
  ],
  run: serve,
};

async function serve({ options, world }: CommandContext): Promise<Result> {
  if (options.has("server")) throw new UsageError("--server asks a service that runs; serve starts one");
  const { runService } = await import("../../http/run-service.ts");
  return { status: await runService({ flags: options, version, stderr: world.stderr }) };
}

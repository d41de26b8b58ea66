import { readFileSync } from "node:fs";
import { CdiClient } from "../../client/cdi-client.ts";
import { errorText } from "../../host/system-error.ts";
import { UsageError } from "../parse-arguments.ts";
import { ServiceFailure } from "../service-failure.ts";
import type { World } from "../world.ts";

/**
 * A client of the service that a command asks, with the credentials of the environment: on a command line they could be
 * seen by every user.
 */
export function connect(server: string, { env }: World): CdiClient {
  const file = (name: string) => readCredential(name, env[name]);
  const tls = {
    ca: file("CDI_SERVER_CA_FILE"),
    cert: file("CDI_SERVER_CERTIFICATE_FILE"),
    key: file("CDI_SERVER_KEY_FILE"),
  };
  try {
    return new CdiClient(server, { token: env["CDI_SERVER_TOKEN"]?.trim() || undefined, tls });
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(error.message);
    throw error;
  }
}

function readCredential(name: string, path: string | undefined): Buffer | undefined {
  if (path === undefined || path === "") return undefined;
  try {
    return readFileSync(path);
  } catch (error) {
    throw new ServiceFailure(`cannot read ${path}, which ${name} names: ${errorText(error)}`);
  }
}

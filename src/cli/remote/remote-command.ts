import type { CdiClient } from "../../client/cdi-client.ts";
import type { CommandContext, Result } from "../command.ts";

/** What a command does where it asks a service. */
export type RemoteCommand = (context: CommandContext, client: CdiClient) => Promise<Result>;

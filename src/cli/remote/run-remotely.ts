import { ConnectionError } from "../../client/connection-error.ts";
import { ServiceError } from "../../client/service-error.ts";
import { deviceProblem } from "../../registry/device-problem.ts";
import type { CommandContext, Result } from "../command.ts";
import type { CommandName } from "../command-list.ts";
import { ServiceFailure } from "../service-failure.ts";
import { connect } from "./connect.ts";
import { doctorRemotely } from "./doctor-remotely.ts";
import { injectRemotely, resolveRemotely } from "./inject-remotely.ts";
import { listRemotely } from "./list-remotely.ts";
import type { RemoteCommand } from "./remote-command.ts";
import { showRemotely } from "./show-remotely.ts";
import { validateRemotely } from "./validate-remotely.ts";
import { watchRemotely } from "./watch-remotely.ts";

/** The commands that can ask a service; those that take `--server`. */
const remoteCommands: Readonly<Partial<Record<CommandName, RemoteCommand>>> = {
  list: listRemotely,
  show: showRemotely,
  validate: validateRemotely,
  inject: injectRemotely,
  resolve: resolveRemotely,
  doctor: doctorRemotely,
  watch: watchRemotely,
};

/** Runs a command on what a service knows instead of on the disk; what it returns and prints is the same. */
export async function runRemotely(name: CommandName, context: CommandContext, server: string): Promise<Result> {
  const command = remoteCommands[name];
  if (!command) throw new Error(`${name} asks no service`);
  try {
    return await command(context, connect(server, context.world));
  } catch (error) {
    if (error instanceof ServiceError && error.devices.length > 0)
      return { status: 1, problems: error.devices.map(deviceProblem) };
    if (error instanceof ServiceError) throw new ServiceFailure(refusal(server, error), { cause: error });
    if (error instanceof ConnectionError) throw new ServiceFailure(error.message, { cause: error });
    throw error;
  }
}

function refusal(server: string, { status, code, message }: ServiceError): string {
  const advice = advices[status];
  return `the service at ${server} refuses: ${message} (${status} ${code})${advice === undefined ? "" : `; ${advice}`}`;
}

const advices: Readonly<Record<number, string>> = {
  401: "CDI_SERVER_TOKEN holds the token that is sent",
  413: "without --server a document may be larger",
  429: "try again later",
  503: "try again later",
};

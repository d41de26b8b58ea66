import type { Command } from "./command.ts";
import type { CommandName } from "./command-list.ts";

/** Loads the code of one command and no other, for start-up pays for every line. */
export async function loadCommand(name: CommandName): Promise<Command> {
  return (await loaders[name]()).command;
}

const loaders: Readonly<Record<CommandName, () => Promise<{ readonly command: Command }>>> = {
  list: () => import("./commands/list.ts"),
  show: () => import("./commands/show.ts"),
  validate: () => import("./commands/validate.ts"),
  inject: () => import("./commands/inject.ts"),
  resolve: () => import("./commands/resolve.ts"),
  generate: () => import("./commands/generate.ts"),
  doctor: () => import("./commands/doctor.ts"),
  transform: () => import("./commands/transform.ts"),
  watch: () => import("./commands/watch.ts"),
  serve: () => import("./commands/serve.ts"),
  completion: () => import("./commands/completion.ts"),
};

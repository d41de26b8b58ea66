import type { Command, CommandContext, Result } from "../command.ts";
import { completionScripts } from "../completion-scripts.ts";
import { UsageError } from "../parse-arguments.ts";

export const command: Command = {
  usage: "bash|zsh|fish",
  description: "Prints a script that teaches a shell to complete commands, options and device names.",
  options: [],
  examples: [
    "source <(cdictl completion bash)",
    "cdictl completion zsh > /usr/share/zsh/site-functions/_cdictl",
    "cdictl completion fish > ~/.config/fish/completions/cdictl.fish",
  ],
  run: completion,
};

function completion({ positionals }: CommandContext): Result {
  const [shell = "", ...rest] = positionals;
  const script = Object.hasOwn(completionScripts, shell) ? completionScripts[shell] : undefined;
  if (!script || rest.length > 0)
    throw new UsageError(`completion takes one of ${Object.keys(completionScripts).join(", ")}`);
  return { status: 0, text: script(), verbatim: true };
}

import type { Command, CommandContext, Result } from "../command.ts";
import { shells } from "../command-list.ts";
import { completionScripts } from "../completion/scripts.ts";

export const command: Command = {
  description: `Prints a script that teaches a shell to complete commands, options and device names. Names come from
the spec directories that the line names with -d, else from those that cdictl uses by itself.`,
  examples: [
    "source <(cdictl completion bash)",
    "cdictl completion zsh > /usr/share/zsh/site-functions/_cdictl",
    "cdictl completion fish > ~/.config/fish/completions/cdictl.fish",
  ],
  run: completion,
};

function completion({ positionals }: CommandContext): Result {
  const shell = shells.find((name) => name === positionals[0]) ?? "bash";
  return { status: 0, text: completionScripts[shell](), verbatim: true };
}

import type { shells } from "../command-list.ts";
import { bashScript } from "./bash-script.ts";
import { fishScript } from "./fish-script.ts";
import { zshScript } from "./zsh-script.ts";

/**
 * Completion scripts by shell. Commands, options and their values stand in the script; device names are asked of
 * `cdictl list` when they are needed, with the spec directories of the line.
 */
export const completionScripts: Readonly<Record<(typeof shells)[number], () => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

import { escapeControls } from "../cdi/quote.ts";
import { shellWord } from "../cdi/shell-word.ts";
import { isError, type Problem } from "../problems.ts";
import type { CommandContext } from "./command.ts";

/** Tells a person that not everything could be loaded and how to see what, in one line on standard error. */
export function problemNote(problems: readonly Problem[], { options, world }: CommandContext): void {
  const count = problems.filter(isError).length;
  if (count === 0) return;
  const found = `${count} ${count === 1 ? "problem" : "problems"} found while loading`;
  const dirs = (options.get("spec-dir") ?? []).map((dir) => ` -d ${shellWord(dir)}`);
  const servers = (options.get("server") ?? []).map((server) => ` --server ${shellWord(server)}`);
  world.stderr(`cdictl: ${found}; see cdictl list problems${escapeControls([...dirs, ...servers].join(""))}\n`);
}

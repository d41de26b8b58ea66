import type { Command } from "./command.ts";
import { type CommandRow, commandList } from "./command-list.ts";
import { globalOptions, type OptionRow, options } from "./options.ts";

/** What `cdictl --help` shows. */
export function overview(): string {
  return `cdictl: the registry and resolver for Container Device Interface (CDI) specs

Usage: cdictl [OPTIONS] COMMAND [ARGUMENTS]

Commands:
${columns(commandList.map(({ name, summary }) => [name, summary]))}

Options of every command:
${optionLines([...globalOptions, "version"])}

Exit status: 0 done; 1 the answer is no, as for an unresolved device or an invalid spec; 2 a wrong command line.

Examples:
  cdictl list
  cdictl inject config.json nvidia.com/gpu=0 > injected.json
  cdictl validate --strict /etc/cdi
See cdictl COMMAND --help for each command.
`;
}

/** What `cdictl COMMAND --help` shows. */
export function commandHelp({ name, summary }: CommandRow, command: Command): string {
  return `cdictl ${name}: ${summary}

Usage: cdictl ${name} [OPTIONS]${command.usage === "" ? "" : ` ${command.usage}`}

${command.description}

Options:
${optionLines([...command.options, ...globalOptions])}

Examples:
${command.examples.map((example) => `  ${example}`).join("\n")}
`;
}

function optionLines(names: readonly string[]): string {
  return columns(
    names.flatMap((name) => options.filter((row) => row.name === name).map((row) => [optionSyntax(row), row.help])),
  );
}

function optionSyntax({ name, short, value }: OptionRow): string {
  return `${short === undefined ? "    " : `-${short}, `}--${name}${value === undefined ? "" : ` ${value}`}`;
}

function columns(rows: readonly (readonly string[])[]): string {
  const width = Math.max(...rows.map(([first = ""]) => first.length));
  return rows.map(([first = "", second = ""]) => `  ${first.padEnd(width)}  ${second}`).join("\n");
}

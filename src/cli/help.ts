import type { Command } from "./command.ts";
import { type CommandRow, commandList, usageLine } from "./command-list.ts";
import { commonOptions, type OptionRow, options } from "./options.ts";

const lineWidth = 100;

/** What `cdictl --help` shows. */
export function overview(): string {
  return `cdictl: the registry and resolver for Container Device Interface (CDI) specs

Usage: cdictl [OPTIONS] COMMAND [ARGUMENTS]

Commands:
${columns(commandList.map(({ name, summary }) => [name, summary]))}

Options of most commands:
${optionLines(commonOptions)}

Credentials for a service come from the environment: CDI_SERVER_TOKEN, or the paths
CDI_SERVER_CA_FILE, CDI_SERVER_CERTIFICATE_FILE and CDI_SERVER_KEY_FILE.

Exit status: 0 done; 1 the answer is no, as for an unresolved device or an invalid spec;
2 the command line is wrong.

Examples:
  cdictl list
  cdictl inject config.json nvidia.com/gpu=0 > injected.json
  cdictl validate --strict /etc/cdi
See cdictl COMMAND --help for each command.
`;
}

/** What `cdictl COMMAND --help` shows. */
export function commandHelp(row: CommandRow, command: Command): string {
  return `cdictl ${row.name}: ${row.summary}

${joined(usageLine(row).split(/(?<=\|)/), lineWidth, "").join("\n    ")}

${wrap(command.description, lineWidth).join("\n")}

Options:
${optionLines([...row.options, "help"])}

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
  return rows
    .map(([first = "", second = ""]) => {
      const [line = "", ...more] = wrap(second, lineWidth - width - 4);
      return [`  ${first.padEnd(width)}  ${line}`, ...more.map((text) => " ".repeat(width + 4) + text)].join("\n");
    })
    .join("\n");
}

/** A text in lines that are no wider than this, broken between words. */
function wrap(text: string, width: number): string[] {
  return joined(text.split(/\s+/), width, " ");
}

/** Pieces in lines that are no wider than this. */
function joined(pieces: readonly string[], width: number, separator: string): string[] {
  const lines: string[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + piece.length < width)
      lines[lines.length - 1] = `${last}${separator}${piece}`;
    else lines.push(piece);
  }
  return lines;
}

import { type OptionRow, options } from "../options.ts";
import {
  type Candidates,
  commandCandidates,
  commandSummaries,
  optionsBeforeCommand,
  spellings,
  valueCandidates,
} from "./candidates.ts";

/** The script for fish: what is offered, each with the condition under which it is. */
export function fishScript(): string {
  const valued = options.filter((row) => row.value !== undefined);
  const byOption = options.map((row) => ({
    row,
    commands: commandCandidates.filter((command) => command.options.includes(row)).map(({ name }) => name),
  }));
  return `# fish completion for cdictl; save as ~/.config/fish/completions/cdictl.fish

# Prints the command of the line, then each argument before the cursor; or with "places" the options that say
# where devices are looked for.
function __cdictl_line
    set -l places
    set -l arguments
    set -l tokens (commandline -opc)
    while string match -qr '^\\w+=' -- $tokens[1]
        set -e tokens[1]
    end
    set -e tokens[1]
    while set -q tokens[1]
        set -l token $tokens[1]
        set -e tokens[1]
        switch $token
            case --
                set -a arguments $tokens
                break
            case -d --spec-dir
                set -a places -d (string replace -r '^~/' "$HOME/" -- $tokens[1])
                set -e tokens[1]
            case --server
                set -a places --server $tokens[1]
                set -e tokens[1]
            case ${valued
              .filter(({ name }) => name !== "spec-dir" && name !== "server")
              .flatMap(spellings)
              .join(" ")}
                set -e tokens[1]
            case '--spec-dir=*' '-d*'
                set -a places -d (string replace -r '^(--spec-dir=|-d=?)' '' -- $token | string replace -r '^~/' "$HOME/")
            case '--server=*'
                set -a places $token
            case '-?*'
            case '*'
                set -a arguments $token
        end
    end
    if test "$argv[1]" = places
        string join \\n -- $places
    else
        string join \\n -- $arguments
    end
end

# Whether the command of the line is one of those named; for none, an empty name.
function __cdictl_command
    set -l line (__cdictl_line)
    contains -- "$line[1]" $argv
end

# Whether the cursor is at a place behind a command, counted from 0, or at a later one with "+".
function __cdictl_place
    set -l line (__cdictl_line)
    test "$line[1]" = $argv[1]; or return 1
    set -l place (math (count $line) - 1)
    test $place -eq $argv[2]; or test "$argv[3]" = + -a $place -gt $argv[2]
end

function __cdictl_devices
    cdictl list (__cdictl_line places) --format text 2>/dev/null | string replace -r ' .*' ''
end

complete -c cdictl -e
complete -c cdictl -f
${commandSummaries.map(({ name, summary }) => `complete -c cdictl -n '__cdictl_command ""' -a ${name} -d ${quoted(summary)}`).join("\n")}
${commandCandidates
  .flatMap(({ name, places, further }) =>
    places.flatMap((candidates, place) => {
      const more = place === places.length - 1 && further !== "nothing" ? " +" : "";
      return candidates === "nothing"
        ? []
        : `complete -c cdictl -n '__cdictl_place ${name} ${place}${more}' ${action(candidates)}`;
    }),
  )
  .join("\n")}
${byOption.map(({ row, commands }) => optionLine(row, optionsBeforeCommand.includes(row) ? ['""', ...commands] : commands)).join("\n")}
`;
}

function optionLine(row: OptionRow, commands: readonly string[]): string {
  const candidates = valueCandidates(row);
  const parts = [
    `complete -c cdictl -n '__cdictl_command ${commands.join(" ")}'`,
    ...(row.short === undefined ? [] : [`-s ${row.short}`]),
    `-l ${row.name}`,
    ...(candidates === undefined ? [] : [`-r ${action(candidates)}`]),
    `-d ${quoted(row.help)}`,
  ];
  return parts.join(" ");
}

function action(candidates: Candidates): string {
  return typeof candidates === "string" ? actions[candidates] : `-f -a ${quoted(candidates.join(" "))}`;
}

const actions: Readonly<Record<Extract<Candidates, string>, string>> = {
  directories: "-f -a '(__fish_complete_directories)'",
  files: "-F",
  devices: "-f -a '(__cdictl_devices)'",
  nothing: "-f",
};

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, (character) => `\\${character}`)}'`;
}

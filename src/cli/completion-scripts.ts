import { commandList } from "./command-list.ts";
import { type OptionRow, options } from "./options.ts";

/**
 * Completion scripts by shell. Commands and options stand in the script; device names are asked of `cdictl list` when
 * they are needed, from the spec directories of the environment or of a `-d` on the line.
 */
export const completionScripts: Readonly<Record<string, () => string>> = { bash, zsh, fish };

const commandNames = (): string => commandList.map(({ name }) => name).join(" ");
const optionNames = (): string => options.map(({ name }) => `--${name}`).join(" ");
const choices = options.filter((row): row is OptionRow & { choices: readonly string[] } => row.choices !== undefined);

/** What the positionals of a command are; files where a command is not named. */
const listables = "devices specs vendors classes dirs problems";
const shells = "bash zsh fish";

function bash(): string {
  return `# bash completion for cdictl; load with: source <(cdictl completion bash)
_cdictl() {
  local cur prev words cword
  if declare -F _init_completion >/dev/null; then
    _init_completion -n =: || return
  else
    cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} words=("\${COMP_WORDS[@]}") cword=$COMP_CWORD
  fi
  local command='' positionals=0 dirs=() i
  for ((i = 1; i < cword; i++)); do
    case \${words[i]} in
      -d|--spec-dir) dirs+=(-d "\${words[i+1]}"); ((i++)) ;;
      ${options
        .filter(({ name, value }) => value !== undefined && name !== "spec-dir")
        .map(({ name, short }) => (short ? `-${short}|--${name}` : `--${name}`))
        .join("|")}) ((i++)) ;;
      -*) ;;
      *) if [[ -z $command ]]; then command=\${words[i]}; else ((positionals++)); fi ;;
    esac
  done
  case $prev in
    -d|--spec-dir|--from|--to) COMPREPLY=($(compgen -d -- "$cur")); return ;;
    -o|--output) COMPREPLY=($(compgen -f -- "$cur")); return ;;
${choices.map((row) => `    --${row.name}) COMPREPLY=($(compgen -W '${row.choices.join(" ")}' -- "$cur")); return ;;`).join("\n")}
  esac
  if [[ $cur == -* ]]; then
    COMPREPLY=($(compgen -W '${optionNames()}' -- "$cur"))
  elif [[ -z $command ]]; then
    COMPREPLY=($(compgen -W '${commandNames()}' -- "$cur"))
  elif [[ $command == list ]]; then
    COMPREPLY=($(compgen -W '${listables}' -- "$cur"))
  elif [[ $command == completion ]]; then
    COMPREPLY=($(compgen -W '${shells}' -- "$cur"))
  elif [[ $command == transform && $positionals == 0 ]]; then
    COMPREPLY=($(compgen -W 'root' -- "$cur"))
  elif [[ $command == show || ( $command == inject && $positionals != 0 ) ]]; then
    COMPREPLY=($(compgen -W "$(cdictl list "\${dirs[@]}" --format text 2>/dev/null | cut -d ' ' -f 1)" -- "$cur"))
    if declare -F __ltrim_colon_completions >/dev/null; then __ltrim_colon_completions "$cur"; fi
  else
    COMPREPLY=($(compgen -f -- "$cur"))
  fi
}
COMP_WORDBREAKS=\${COMP_WORDBREAKS//=/}
COMP_WORDBREAKS=\${COMP_WORDBREAKS//:/}
complete -o filenames -o nosort -F _cdictl cdictl 2>/dev/null || complete -F _cdictl cdictl
`;
}

function zsh(): string {
  const optionLines = options.map(({ name, short, value, help }) => {
    const text = help.replace(/[[\]:']/g, " ");
    const names = short ? `{-${short},--${name}}` : `--${name}`;
    return `    ${names}'[${text}]${value === undefined ? "" : `:${value.toLowerCase()}:${valueAction(name)}`}'`;
  });
  return `#compdef cdictl
# zsh completion for cdictl; save as _cdictl in a directory of $fpath
_cdictl() {
  local context state line
  local -a commands devices
  commands=(
${commandList.map(({ name, summary }) => `    '${name}:${summary.replaceAll("'", "")}'`).join("\n")}
  )
  _arguments -C \\
${optionLines.join(" \\\n")} \\
    '1:command:->command' '*::argument:->argument'
  case $state in
    command) _describe command commands ;;
    argument)
      case $line[1] in
        list) _values what ${listables} ;;
        completion) _values shell ${shells} ;;
        transform) if (( CURRENT == 1 )); then _values what root; else _files; fi ;;
        show) devices=(\${(f)"$(cdictl list 2>/dev/null | cut -d ' ' -f 1)"}); compadd -a devices ;;
        inject) if (( CURRENT == 1 )); then _files; else devices=(\${(f)"$(cdictl list 2>/dev/null | cut -d ' ' -f 1)"}); compadd -a devices; fi ;;
        *) _files ;;
      esac ;;
  esac
}
_cdictl "$@"
`;
}

function valueAction(name: string): string {
  const row = options.find((candidate) => candidate.name === name);
  if (row?.choices) return `(${row.choices.join(" ")})`;
  return name === "spec-dir" ? "_files -/" : "_files";
}

function fish(): string {
  const optionLines = options.map(({ name, short, value, choices: values, help }) => {
    const argument = value === undefined ? "" : values ? ` -x -a '${values.join(" ")}'` : " -r";
    return `complete -c cdictl${short ? ` -s ${short}` : ""} -l ${name}${argument} -d '${help.replaceAll("'", "")}'`;
  });
  return `# fish completion for cdictl; save as ~/.config/fish/completions/cdictl.fish
function __cdictl_devices
    cdictl list 2>/dev/null | string split -f 1 ' '
end
complete -c cdictl -n __fish_use_subcommand -f
${commandList.map(({ name, summary }) => `complete -c cdictl -n __fish_use_subcommand -a ${name} -d '${summary.replaceAll("'", "")}'`).join("\n")}
complete -c cdictl -n '__fish_seen_subcommand_from list' -f -a '${listables}'
complete -c cdictl -n '__fish_seen_subcommand_from completion' -f -a '${shells}'
complete -c cdictl -n '__fish_seen_subcommand_from transform' -a root
complete -c cdictl -n '__fish_seen_subcommand_from show inject' -a '(__cdictl_devices)'
${optionLines.join("\n")}
`;
}

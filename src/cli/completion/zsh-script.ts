import { type OptionRow, options } from "../options.ts";
import {
  type Candidates,
  type CommandCandidates,
  commandCandidates,
  commandSummaries,
  optionsBeforeCommand,
  valueCandidates,
} from "./candidates.ts";

/** The script for zsh: options before the command, and then by command what it takes. */
export function zshScript(): string {
  const others = options.filter((row) => !optionsBeforeCommand.includes(row));
  const before = [...optionsBeforeCommand.flatMap(specs), ...others.flatMap(specs).map((spec) => `!${spec}`)];
  return `#compdef cdictl
# zsh completion for cdictl; save as _cdictl in a directory of $fpath

# The spec directories or the service of the line: those of its -d, or its --server, else those of CDI_SPEC_DIRS before the
# command or in the environment.
_cdictl_devices() {
  local -a found
  local assigned=\${\${(M)\${(z)LBUFFER}:#CDI_SPEC_DIRS=*}[-1]#*=}
  found=(\${(f)"$(CDI_SPEC_DIRS=\${(Q)\${assigned:-$CDI_SPEC_DIRS}} _call_program devices cdictl list \${(q)places} --format text 2>/dev/null)"})
  found=(\${found%% *})
  compadd -a "$@" - found
}

_cdictl_commands() {
  local -a commands=(
${commandSummaries.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`).join("\n")}
  )
  _describe command commands
}

_cdictl() {
  local curcontext=$curcontext state line word
  local -a places
  local -A opt_args
  local -i i
  for ((i = 2; i < CURRENT; i++)); do
    word=\${(Q)words[i]}
    case $word in
      -d|--spec-dir) ((++i < CURRENT)) && places+=(-d \${(Q)words[i]/#\\~\\//$HOME/}) ;;
      --server) ((++i < CURRENT)) && places+=(--server \${(Q)words[i]}) ;;
      --server=*) places+=($word) ;;
      --spec-dir=*) places+=(-d \${\${word#*=}/#\\~\\//$HOME/}) ;;
      -d*) places+=(-d \${\${\${word#-d}#=}/#\\~\\//$HOME/}) ;;
    esac
  done
  _arguments -C -S -A '-*' : \\
${before.map((spec) => `    ${quoted(spec)} \\`).join("\n")}
    '1:command:_cdictl_commands' '*::argument:->argument' && return
  [[ $state == argument ]] || return 1
  case $line[1] in
${commandCandidates.map(commandCase).join("\n")}
  esac
}
_cdictl "$@"
`;
}

function commandCase({ name, places, further, options: rows }: CommandCandidates): string {
  const positions = places.map((candidates, place) => `${place + 1}:argument:${action(candidates)}`);
  const all = [
    ...rows.flatMap(specs),
    ...positions,
    ...(further === "nothing" ? [] : [`*:argument:${action(further)}`]),
  ];
  return `    ${name}) _arguments -S : \\\n${all.map((spec) => `      ${quoted(spec)}`).join(" \\\n")} ;;`;
}

/** An option for \`_arguments\`; its value may be behind a short name, \`=\` or a blank. */
function specs(row: OptionRow): string[] {
  const { name, short, repeatable, help } = row;
  const candidates = valueCandidates(row);
  const text = `[${help.replace(/[\\[\]:]/g, (character) => `\\${character}`)}]`;
  const value = candidates === undefined ? "" : `:${row.value?.toLowerCase()}:${action(candidates)}`;
  const spellings = [
    `--${name}${value === "" ? "" : "="}`,
    ...(short === undefined ? [] : [`-${short}${value === "" ? "" : "+"}`]),
  ];
  const names = short === undefined ? `--${name}` : `--${name} -${short}`;
  return spellings.map((spelling) => `${repeatable ? "*" : `(${names})`}${spelling}${text}${value}`);
}

function action(candidates: Candidates): string {
  return typeof candidates === "string" ? actions[candidates] : `(${candidates.join(" ")})`;
}

const actions: Readonly<Record<Extract<Candidates, string>, string>> = {
  directories: "_files -/",
  files: "_files",
  devices: "_cdictl_devices",
  nothing: " ",
};

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

import { options } from "../options.ts";
import {
  type Candidates,
  commandCandidates,
  commandSummaries,
  optionsBeforeCommand,
  spellings,
  valueCandidates,
} from "./candidates.ts";

/**
 * The script for bash. It puts the words together itself that bash splits at `=` and `:`, so it needs neither
 * bash-completion nor another COMP_WORDBREAKS, which is one for all commands of a shell.
 */
export function bashScript(): string {
  const valued = options.filter((row) => row.value !== undefined);
  return `# bash completion for cdictl; load with: source <(cdictl completion bash)

# Offers what begins like the current word. Of that, readline leaves on the line what ends at the last separator.
_cdictl_offer() {
  local candidate separator kept=
  if [[ -z $quote ]]; then
    for separator in = :; do
      if [[ $COMP_WORDBREAKS == *"$separator"* && $cur == *"$separator"* ]]; then
        candidate=\${cur%"$separator"*}$separator
        if ((\${#candidate} > \${#kept})); then kept=$candidate; fi
      fi
    done
  fi
  for candidate; do
    if [[ $lead$candidate == "$cur"* ]]; then
      candidate=$lead$candidate
      COMPREPLY+=("\${candidate#"$kept"}")
    fi
  done
}

# Offers files with -f, directories with -d.
_cdictl_offer_paths() {
  local found
  mapfile -t found < <(compgen "$1" -- "\${cur#"$lead"}")
  compopt -o filenames 2>/dev/null
  _cdictl_offer "\${found[@]}"
}

_cdictl_offer_devices() {
  local found
  mapfile -t found < <(cdictl list "\${places[@]}" --format text 2>/dev/null)
  _cdictl_offer "\${found[@]%% *}"
}

_cdictl() {
  COMPREPLY=()
  local words=() word last='' line=\${COMP_LINE:0:COMP_POINT} i
  for ((i = 0; i <= COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if [[ $i == 0 || $line == [[:space:]]* || $last$word == *[\\<\\>]* ]]; then words+=(''); fi
    line=\${line#"\${line%%[![:space:]]*}"}
    if ((i == COMP_CWORD)); then word=$line; fi
    line=\${line#"$word"}
    words[-1]+=$word
    last=$word
  done

  local cur=\${words[-1]} quote='' lead='' command='' place=0 expected='' ended='' places=()
  case $cur in [\\"\\']*) quote=\${cur:0:1} ;; esac
  cur=\${cur//[\\"\\'\\\\]/}
  for word in "\${words[@]:1:\${#words[@]}-2}"; do
    word=\${word//[\\"\\'\\\\]/}
    if [[ -n $expected ]]; then
      if [[ $expected == spec-dir ]]; then places+=(-d "\${word/#\\~\\//$HOME/}"); fi
      if [[ $expected == server ]]; then places+=(--server "$word"); fi
      expected=
    elif [[ $word == *[\\<\\>] ]]; then
      expected=redirection
    elif [[ -n $ended || $word != -?* ]]; then
      if [[ -z $command ]]; then command=$word; else ((++place)); fi
    else
      case $word in
        --) ended=yes ;;
${valued.map((row) => `        ${spellings(row).join("|")}) expected=${row.name} ;;`).join("\n")}
        --spec-dir=*) word=\${word#*=} places+=(-d "\${word/#\\~\\//$HOME/}") ;;
        --server=*) places+=("$word") ;;
        -d*) word=\${word:2} word=\${word#=} places+=(-d "\${word/#\\~\\//$HOME/}") ;;
      esac
    fi
  done

  if [[ -z $expected && -z $ended ]]; then
    case $cur in
${valued.map((row) => `      --${row.name}=*) lead=--${row.name}= expected=${row.name} ;;`).join("\n")}
${valued.flatMap(({ name, short }) => (short === undefined ? [] : `      -${short}?*) lead=-${short} expected=${name} ;;`)).join("\n")}
      -*) expected=option ;;
    esac
  fi
  case \${expected:-argument} in
    redirection) ${offer("files")} ;;
${valued.map((row) => `    ${row.name}) ${offer(valueCandidates(row) ?? "nothing")} ;;`).join("\n")}
    option)
      case $command in
        '') ${offer(optionsBeforeCommand.flatMap(spellings))} ;;
${commandCandidates.map((row) => `        ${row.name}) ${offer(row.options.flatMap(spellings))} ;;`).join("\n")}
      esac ;;
    argument)
      case $command:$place in
        :*) ${offer(commandSummaries.map(({ name }) => name))} ;;
${commandCandidates
  .flatMap(({ name, places, further }) => [
    ...places.map((candidates, place) => `        ${name}:${place}) ${offer(candidates)} ;;`),
    `        ${name}:*) ${offer(further)} ;;`,
  ])
  .join("\n")}
      esac ;;
  esac
}
complete -F _cdictl cdictl
`;
}

function offer(candidates: Candidates): string {
  if (typeof candidates === "string") return offers[candidates];
  return `_cdictl_offer ${candidates.join(" ")}`;
}

const offers: Readonly<Record<Extract<Candidates, string>, string>> = {
  directories: "_cdictl_offer_paths -d",
  files: "_cdictl_offer_paths -f",
  devices: "_cdictl_offer_devices",
  nothing: "",
};

# Prints what TAB offers at the end of a line in an interactive zsh: zsh -f offered-by-zsh.zsh FUNCTIONS LINE, with the
# completion function in the directory FUNCTIONS. compadd, through which zsh hears of all that it offers, is listened to.
zmodload zsh/zpty
setopt no_bg_nice
scratch=$(mktemp -d)
zpty -b shell zsh -f -i
zpty -w shell "
PROMPT= TERM=dumb fpath=(${(q)1} \$fpath); autoload -Uz compinit; compinit -u -D
compadd() {
  if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd \"\$@\"; return; fi
  local -a __offered; builtin compadd -A __offered \"\$@\"; print -rl -- \$__offered >>$scratch/offered
  builtin compadd \"\$@\"
}
finish() { : >$scratch/done }; zle -N finish; bindkey '^X' finish; bindkey '^I' complete-word
: >$scratch/ready"
while [[ ! -e $scratch/ready ]] sleep 0.02
zpty -n -w shell "$2"$'\t\C-X'
while [[ ! -e $scratch/done ]] sleep 0.02
sort -u $scratch/offered 2>/dev/null | grep .
zpty -d shell
rm -rf $scratch

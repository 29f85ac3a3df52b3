# Completion of crm for bash. In ~/.bashrc: eval "$(crm completion bash)"
_crm() {
  local word line i n=0 glue= current prefix=
  local -a words=()
  # bash takes stage:quote for three words; crm reads one.
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if [[ $n -gt 0 && $word == [:=]* ]]; then
      words[n-1]+=$word
      glue=yes
    elif [[ -n $glue ]]; then
      words[n-1]+=$word
      glue=
    else
      words[n]=$word
      n=$((n + 1))
    fi
  done
  current=${words[n-1]}
  local quoted=
  [[ $current == [\'\"]* ]] && quoted=yes
  for ((i = 0; i < n; i++)); do
    case ${words[i]} in
      [\'\"]*) word=${words[i]:1} && words[i]=${word%[\'\"]} ;;
      *) words[i]=${words[i]//\\/} ;;
    esac
  done
  # Only what stands behind the last : or = is replaced.
  [[ $COMP_WORDBREAKS == *:* && $current == *:* ]] && prefix=${current%"${current##*:}"}
  [[ $COMP_WORDBREAKS == *=* && $current == --*=* ]] && prefix=${current%"${current##*=}"}
  COMPREPLY=()
  local open=yes
  while IFS= read -r line; do
    line=${line%%$'\t'*}
    if [[ $line == :files ]]; then
      COMPREPLY=()
      compopt -o default 2>/dev/null
      return
    fi
    [[ -n $prefix && $line == "$prefix"* ]] && line=${line#"$prefix"}
    [[ $line == *[:=] ]] || open=
    [[ -z $quoted && $line == *[[:space:]\'\"\\\$\`\(\)\&\;\|\<\>*?!#\[\]{}~]* ]] && printf -v line %q "$line"
    COMPREPLY+=("$line")
  done < <(_CRM_SHELL=bash crm __complete "${words[@]}" 2>/dev/null)
  [[ -n $open && ${#COMPREPLY[@]} -gt 0 ]] && compopt -o nospace 2>/dev/null
  return 0
}
complete -F _crm crm

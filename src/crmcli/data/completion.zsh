#compdef crm
# Completion of crm for zsh. In ~/.zshrc, behind compinit: eval "$(crm completion zsh)"
_crm() {
  local line value
  local -a values shown open openshown
  for line in "${(@f)$(_CRM_SHELL=zsh crm __complete "${(@Q)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ -z $line ]] && continue
    if [[ $line == :files ]]; then
      _files
      return
    fi
    value=${line%%$'\t'*}
    if [[ $value == *[:=] ]]; then
      open+=("$value")
      openshown+=("${line/$'\t'/  -- }")
    else
      values+=("$value")
      shown+=("${line/$'\t'/  -- }")
    fi
  done
  # -U: what is found by pinyin does not begin with what was typed.
  (($#values)) && compadd -U -l -d shown -a values
  (($#open)) && compadd -U -l -S '' -d openshown -a open
  return 0
}
compdef _crm crm

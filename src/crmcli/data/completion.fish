# Completion of crm for fish. Once: crm completion fish > ~/.config/fish/completions/crm.fish
function __crm_complete
    set -l words (commandline -opc)
    set -e words[1]
    set -l current (commandline -ct)
    for line in (env _CRM_SHELL=fish crm __complete $words "$current" 2>/dev/null)
        if test "$line" = :files
            __fish_complete_path "$current"
            return
        end
        echo $line
    end
end
complete -c crm -f -a '(__crm_complete)'

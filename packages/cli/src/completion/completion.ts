import type { CommandSpec } from '#command/command'
import { write } from '#output/print'

/**
 * Completion scripts by shell. They run `bulkhead __complete` with the words so far, the last of which may be
 * incomplete. Each output line is a candidate, a tab and its meaning. Without candidates, the shell completes
 * filenames.
 */
const SCRIPTS: Readonly<Record<string, string>> = {
  bash: `# bulkhead, completion for bash
_bulkhead() {
  local IFS=$'\\n'
  COMPREPLY=($(bulkhead __complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f 1))
}
complete -o default -F _bulkhead bulkhead
`,
  zsh: `#compdef bulkhead
_bulkhead() {
  local line
  local -a found
  for line in "\${(@f)$(bulkhead __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ -n $line ]] && found+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done
  if (( \${#found} )); then _describe bulkhead found; else _files; fi
}
compdef _bulkhead bulkhead
`,
  fish: `# bulkhead, completion for fish
function __bulkhead_complete
    set -l words (commandline -opc) (commandline -ct)
    set -l found (bulkhead __complete $words[2..-1] 2>/dev/null)
    if test (count $found) -gt 0
        string join \\n -- $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c bulkhead -f -a '(__bulkhead_complete)'
`,
}

const SHELLS = Object.keys(SCRIPTS)

export const commands: readonly CommandSpec[] = [
  {
    words: 'completion',
    summary: 'Print a script for shell completion of commands, flags and their values',
    about: `To install it:

  bash  echo 'eval "$(bulkhead completion bash)"' >> ~/.bashrc
  zsh   echo 'eval "$(bulkhead completion zsh)"' >> ~/.zshrc, below compinit
  fish  bulkhead completion fish > ~/.config/fish/completions/bulkhead.fish

Nothing is sent anywhere while you type.`,
    args: [{ name: 'shell', description: SHELLS.join(', '), choices: SHELLS }],
    examples: ['completion bash'],
    run: ({ args: [shell = ''], terminal }) => write(terminal.stdout, SCRIPTS[shell] ?? ''),
  },
]

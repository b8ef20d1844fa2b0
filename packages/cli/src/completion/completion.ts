import type { CommandSpec } from '#command/command'
import { write } from '#output/print'
import { SCRIPTS } from './scripts.ts'

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

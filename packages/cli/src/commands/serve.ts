import { VARIABLES } from '@bulkhead/server/settings'
import type { CommandSpec } from '#command/command'

export const commands: readonly CommandSpec[] = [
  {
    words: 'serve',
    summary: 'Start the server',
    about: `Stops on SIGTERM or Ctrl-C, after answering the requests in progress. Settings come from the environment:\n\n${Object.entries(
      VARIABLES,
    )
      .map(([name, variable]) => `  ${name}\n      ${variable.help}\n      Default: ${variable.default}`)
      .join('\n')}`,
    examples: ['serve', 'serve > server.log'],
    // Loaded here and not above: help must not wait for the server's modules.
    run: async () => (await import('#serve')).serve(),
  },
]

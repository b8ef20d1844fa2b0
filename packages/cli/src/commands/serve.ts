import {
  getHelp,
  getVariableNames,
  VARIABLES,
  type VariableName,
} from '@bulkhead/server/main/variables/variables'
import type { CommandSpec } from '#command/command'

const INDENT = ' '.repeat(6)
/** Usual width of a terminal in columns. The parser would break wider strings at its first column. */
const WIDTH = 80

export const commands: readonly CommandSpec[] = [
  {
    words: 'serve',
    summary: 'Start the server',
    about: `Stops on SIGTERM or Ctrl-C, after completing the requests in progress. Settings come from the environment; a secret is also read from the file that its name with _FILE names:\n\n${Object.entries(
      VARIABLES,
    )
      .map(([name, variable]) =>
        [
          `  ${getVariableNames(name as VariableName).join(', ')}`,
          ...wrapped(getHelp(name as VariableName)),
          ...wrapped(`Default: ${variable.default}`),
        ].join('\n'),
      )
      .join('\n')}`,
    flags: [
      {
        name: 'workers',
        value: 'count',
        description: 'Processes that serve together, on Postgres; auto for one for each processor',
      },
    ],
    examples: ['serve', 'serve > server.log', 'serve --workers auto'],
    // Loaded here and not above: help must not wait for the server's modules.
    run: async ({ flags }) => (await import('#serve')).serve(flags.workers as string | undefined),
  },
]

function wrapped(text: string): string[] {
  const lines: string[] = []
  let line = INDENT.slice(1)
  for (const word of text.split(' ')) {
    if (line.length + 1 + word.length > WIDTH && line.trim() !== '') {
      lines.push(line)
      line = INDENT.slice(1)
    }
    line += ` ${word}`
  }
  return [...lines, line]
}

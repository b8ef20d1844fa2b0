import { OPERATOR_COMMANDS, type OperatorCommand } from '@bulkhead/contract/operator-commands'
import { parametersOf, spelled } from './parse-command.ts'

/** Help for one command, for a group such as `keys`, or for all of them. */
export function operatorHelp(words: readonly string[]): string {
  const asked = words.join(' ')
  const commands = Object.entries(OPERATOR_COMMANDS) as [string, OperatorCommand][]
  const one = commands.find(([name]) => name === asked)
  if (one !== undefined) return commandHelp(...one)
  const group = commands.filter(([name]) => asked === '' || name.startsWith(`${asked} `))
  const shown = group.length > 0 ? group : commands
  const width = Math.max(...shown.map(([name, command]) => usage(name, command).length))
  const lines = shown.map(([name, command]) => `  ${usage(name, command).padEnd(width)}  ${command.summary}`)
  return `bulkhead operator: organizations, keys and backups of a server

${lines.join('\n')}

Most commands speak to the running server through a socket in its data directory, which only the user who
started the server may open. Run them on that machine, as that user, with the server's BULKHEAD_DATA_DIR
(default .bulkhead). restore and copy need no running server.

People get tables; a pipe or a file gets JSON. Progress goes to standard error.
Exit code 0: done. 1: refused or failed, and the message says why. 4: the command line was not understood.

More: bulkhead operator <command> --help, and docs/operating.md
`
}

function commandHelp(name: string, command: OperatorCommand): string {
  const parameters = parametersOf(command)
  const width = Math.max(0, ...parameters.map((parameter) => spelled(parameter).length))
  const lines = parameters.map(
    (parameter) => `  ${spelled(parameter).padEnd(width)}  ${parameter.description}`,
  )
  return `${command.summary}

  bulkhead operator ${usage(name, command)}

${wrapped(command.description)}
${lines.length > 0 ? `\n${lines.join('\n')}\n` : ''}
For example
  ${command.example}
`
}

function usage(name: string, command: OperatorCommand): string {
  const parts = parametersOf(command).map((parameter) =>
    parameter.isRequired ? spelled(parameter) : `[${spelled(parameter)}]`,
  )
  return [name, ...parts].join(' ')
}

function wrapped(text: string, width = 100): string {
  const lines: string[] = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? ''
    if (line.length + word.length + 1 > width) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines.join('\n')
}

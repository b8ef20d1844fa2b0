import { Readable, Writable } from 'node:stream'
import { buildProgram } from 'bulkhead/command/build-program'
import { TOPICS } from 'bulkhead/commands'
import type { Terminal } from 'bulkhead/terminal/terminal'

const COLUMNS = 100

type Command = Awaited<ReturnType<typeof buildProgram>>

/** The page about the command line: an introduction that is written by hand, and what every `--help` prints. */
export async function cliPage(introduction: string, version: string): Promise<string> {
  const printed: string[] = []
  const stdout = Object.assign(
    new Writable({
      decodeStrings: false,
      write(chunk, _encoding, done) {
        printed.push(chunk.toString())
        done()
      },
    }),
    { columns: COLUMNS },
  )
  const terminal: Terminal = { stdin: Readable.from([]), stdout, stderr: stdout, environment: {} }
  const program = await buildProgram(Object.keys(TOPICS), version, terminal, () => {})
  const getHelp = (command: Command) => {
    printed.length = 0
    command.outputHelp()
    return `\`\`\`\n${printed.join('').trim()}\n\`\`\`\n`
  }
  const sections = program.commands.map((topic) => {
    const parts = leaves(topic, `bulkhead ${topic.name()}`).map(([words, command]) => {
      const isTopic = command === topic
      return `${isTopic ? '' : `#### \`${words}\`\n\n`}${getHelp(command)}`
    })
    return `### \`bulkhead ${topic.name()}\`\n\n${topic.summary()}.\n\n${parts.join('\n')}`
  })
  return `${introduction}\n${getHelp(program)}\n${sections.join('\n')}`
}

/** The commands that do something, below a command or that command itself. */
function leaves(command: Command, words: string): (readonly [string, Command])[] {
  if (command.commands.length === 0) return [[words, command]]
  return command.commands.flatMap((one) => leaves(one, `${words} ${one.name()}`))
}

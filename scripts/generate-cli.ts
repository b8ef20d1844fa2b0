import { Readable, Writable } from 'node:stream'
import { buildProgram } from 'bulkhead/command/build-program'
import { TOPICS } from 'bulkhead/commands'
import type { Terminal } from 'bulkhead/terminal/terminal'
import { markdownTable } from 'markdown-table'

const COLUMNS = 100

type Command = Awaited<ReturnType<typeof buildProgram>>

const PAGE = 'docs/reference/cli.md'

/**
 * Returns the pages of the command line: a hand-written introduction with a list of the commands, and for each command
 * a page with its `--help`.
 */
export async function cliPages(introduction: string, version: string): Promise<Record<string, string>> {
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
  const pages = program.commands.map((topic) => {
    const parts = leaves(topic, `bulkhead ${topic.name()}`).map(([words, command]) => {
      const isTopic = command === topic
      return `${isTopic ? '' : `## \`${words}\`\n\n`}${getHelp(command)}`
    })
    const text = `# \`bulkhead ${topic.name()}\`\n\n${topic.summary()}. [All commands](../cli.md).\n\n${parts.join('\n')}`
    return [`docs/reference/cli/${topic.name()}.md`, text] as const
  })
  const list = markdownTable([
    ['Command', ''],
    ...program.commands.map((topic) => [`[\`${topic.name()}\`](cli/${topic.name()}.md)`, topic.summary()]),
  ])
  return { [PAGE]: `${introduction}\n${list}\n\n${getHelp(program)}`, ...Object.fromEntries(pages) }
}

/** Returns the runnable commands below a command, or that command itself. */
function leaves(command: Command, words: string): (readonly [string, Command])[] {
  if (command.commands.length === 0) return [[words, command]]
  return command.commands.flatMap((one) => leaves(one, `${words} ${one.name()}`))
}

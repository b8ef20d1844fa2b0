import { Command } from 'commander'
import { TOPICS, type Topic } from '#commands'
import { getWidth, type Terminal } from '#terminal/terminal'
import { buildCommand } from './build-command.ts'

const ABOUT = `bulkhead: credentials for services, in one workspace per customer`

const AFTER = `
Start here:
  bulkhead serve     start a server; it prints a link to sign up, a client id and a secret
  bulkhead login     sign in through the browser; with --application enter the id and the secret
  bulkhead connectors create github --workspace acme
  bulkhead connectors execute github issues list --workspace acme -p owner=octocat -p repo=Hello-World

Output is tables on a terminal and JSON in a pipe or a file, including errors on standard error.
Exit codes: 0 done, 1 failed, 2 not logged in, 3 not found, 4 not understood or not valid,
5 you answered no.

More about a command: bulkhead <command> --help`

/**
 * Creates the parser of all commands. Only those of the given topics are loaded; for the others it knows the names.
 *
 * @param topics Topics to load.
 */
export async function buildProgram(
  topics: readonly string[],
  version: string,
  terminal: Terminal,
  onEnd: (code: number) => void,
): Promise<Command> {
  const program = new Command('bulkhead')
  program
    .description(ABOUT)
    .version(version, '-v, --version', 'Print the version')
    .usage('<command>')
    .helpOption('-h, --help', 'Print this help')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      // The parser throws its errors, and they are printed once.
      writeErr: () => {},
      getOutHelpWidth: () => Math.min(getWidth(terminal.stdout), 110),
    })
    .addHelpText('after', AFTER)
  for (const [name, topic] of Object.entries(TOPICS)) {
    const built = topics.includes(name)
      ? await buildTopic(name, topic, terminal, onEnd)
      : new Command(name).description(topic.summary)
    program.addCommand(built.summary(topic.summary).helpGroup(topic.heading))
  }
  inherit(program)
  return program
}

async function buildTopic(
  name: string,
  { summary, load }: Topic,
  terminal: Terminal,
  onEnd: (code: number) => void,
): Promise<Command> {
  const { commands, groups = {} } = await load()
  const built = new Map<string, Command>()
  const groupAt = (words: string): Command => {
    const known = built.get(words)
    if (known !== undefined) return known
    const made = new Command(words.split(' ').at(-1))
      .helpCommand(false)
      .helpOption('-h, --help', 'Print this help')
    made
      .usage('<command>')
      .summary(groups[words] ?? summary)
      .description(groups[words] ?? summary)
    built.set(words, made)
    const parent = words.split(' ').slice(0, -1).join(' ')
    if (parent !== '') groupAt(parent).addCommand(made)
    return made
  }
  for (const spec of commands) {
    const command = buildCommand(spec, terminal, onEnd)
    const parent = spec.words.split(' ').slice(0, -1).join(' ')
    if (parent === '') return command
    groupAt(parent).addCommand(command)
  }
  return groupAt(name)
}

function inherit(parent: Command): void {
  for (const command of parent.commands) {
    command.copyInheritedSettings(parent)
    inherit(command)
  }
}

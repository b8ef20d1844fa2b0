import { type Command, CommanderError } from 'commander'
import { buildProgram } from '#command/build-program'
import { EXIT, UsageError } from '#command/command-error'
import { reportError } from '#command/report-error'
import { TOPICS } from '#commands'
import { complete } from '#completion/complete'
import type { Terminal } from '#terminal/terminal'

/** Runs a command line and returns its exit code. Never throws. */
export async function run(args: readonly string[], terminal: Terminal, version: string): Promise<number> {
  let code: number = EXIT.done
  let program: Command | undefined
  try {
    const [first = '', ...rest] = args
    if (first === '__complete') {
      const [topic = ''] = rest
      const whole = await buildProgram([topic], version, terminal, () => {})
      terminal.stdout.write(complete(whole, rest, terminal))
      return code
    }
    const asked = first === 'help' ? [...rest, '--help'] : withHyphens(withoutList(args))
    const topic = asked.find((argument) => !argument.startsWith('-')) ?? ''
    const topics = topic in TOPICS ? [topic] : []
    program = await buildProgram(topics, version, terminal, (ended) => {
      code = ended
    })
    await program.parseAsync(asked, { from: 'user' })
    return code
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) return reportError(thrown, terminal, args)
    const { found, words } = deepest(program, args)
    // A group of commands without a further word prints its help.
    if (thrown.code === 'commander.help') found?.outputHelp()
    return thrown.code === 'commander.help' || thrown.exitCode === 0
      ? EXIT.done
      : reportError(toUsageError(thrown, words, args), terminal)
  }
}

/** Accepts `list` after topics that list without it, because all other lists need it. */
function withoutList(args: readonly string[]): readonly string[] {
  const [topic, ...rest] = args
  const isList = (topic === 'audit' || topic === 'tool-calls') && rest[0] === 'list'
  return isList ? [topic, ...rest.slice(1)] : args
}

/** Accepts flags of operator commands in the spelling of the API too: `--max_workspaces`. */
function withHyphens(args: readonly string[]): readonly string[] {
  if (args[0] !== 'operator') return args
  const end = args.includes('--') ? args.indexOf('--') : args.length
  return args.map((argument, at) =>
    at < end ? argument.replace(/^--[a-z_]+/, (name) => name.replaceAll('_', '-')) : argument,
  )
}

/** Hints for commands that people look for under another name. */
const CALLED_OTHERWISE: Readonly<Record<string, string>> = {
  'bulkhead workspaces create':
    'The first connector or token for a new name creates the workspace: bulkhead connectors create <type> --workspace <name>, or bulkhead workspaces token <name>',
}

/** Converts an error of the parser to a usage error. */
function toUsageError({ code, message }: CommanderError, words: string, args: readonly string[]): UsageError {
  if (code === 'commander.unknownCommand') {
    const asked = `${words} ${args[words.split(' ').length - 1]}`
    const hint = CALLED_OTHERWISE[asked]
    if (hint !== undefined) return new UsageError(`There is no ${asked}.`, hint)
  }
  if (code === 'commander.unknownOption' && words === 'bulkhead') {
    // Without its value, which may be a secret.
    const [option = ''] = (args[0] ?? '').split('=')
    return new UsageError(
      `Unknown option '${option}'.`,
      `Options follow the command: bulkhead <command> ${option}`,
    )
  }
  const [said = '', ...suggestion] = message.replace(/^error: /, '').split('\n')
  // Without the value, which may be a secret.
  const what = code === 'commander.unknownOption' ? said.replace(/=.*'/, "'") : said
  const sentence = `${what.charAt(0).toUpperCase()}${what.slice(1).replace(/\.?$/, '.')}`
  const meant = suggestion.join(' ').replace(/^\((.*)\)\s*$/, ' $1')
  const isSetting = code === 'commander.unknownOption' && words === 'bulkhead serve'
  const advice = isSetting ? ' Settings of the server are environment variables, such as BULKHEAD_PORT.' : ''
  return new UsageError(`${sentence}${meant}${advice}`, `See: ${words} --help`)
}

/** Returns the deepest command or group that the arguments name. */
function deepest(program: Command | undefined, args: readonly string[]) {
  let found = program
  const words = ['bulkhead']
  for (const argument of args) {
    const next = found?.commands.find((command) => command.name() === argument)
    if (next === undefined) break
    found = next
    words.push(argument)
  }
  return { found, words: words.join(' ') }
}

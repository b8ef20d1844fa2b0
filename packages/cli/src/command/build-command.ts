import { Argument, Command, InvalidArgumentError, Option } from 'commander'
import type { Terminal } from '#terminal/terminal'
import type { ArgumentSpec, CommandSpec, Flag } from './command.ts'
import { Interrupted } from './command-error.ts'
import { type Parsed, readGiven } from './given.ts'
import { type SchemaFlag, toFlags } from './schema-flags.ts'
import { getSharedFlags, PAGING } from './shared-flags.ts'

let controller: AbortController | undefined

const COMMON = 'Common options:'

/**
 * Creates the parser of a command.
 *
 * @param onEnd Receives the exit code.
 */
export function buildCommand(spec: CommandSpec, terminal: Terminal, onEnd: (code: number) => void): Command {
  const built = new Command(spec.words.split(' ').at(-1))
  built.summary(spec.summary).description([spec.summary, spec.about].filter(Boolean).join('.\n\n'))
  for (const argument of spec.args ?? []) built.addArgument(toArgument(argument))
  const schemaFlags = toSchemaFlags(spec)
  const fromSchema = schemaFlags.map((flag) => [flag.property, toOptions(flag)] as const)
  const shared = getSharedFlags(spec)
  const made = (flags: readonly Flag[]) => flags.map((flag) => [flag.name, toOption(flag)] as const)
  const [first, own, common] = [made(spec.flags ?? []), made(shared.own), made(shared.common)]
  for (const [, option] of first) built.addOption(option)
  for (const option of fromSchema.flatMap(([, options]) => options)) built.addOption(option)
  for (const [, option] of own) built.addOption(option)
  for (const [, option] of common) built.addOption(option.helpGroup(COMMON))
  built.addHelpOption(new Option('-h, --help', 'Print this help').helpGroup(COMMON))
  built.addHelpText('after', toExamples(spec))
  built.action(async () => {
    const values = built.opts<Record<string, Parsed>>()
    const getParsed = (option: Option | undefined) => option && values[option.attributeName()]
    const flags = Object.fromEntries(
      [...first, ...own, ...common].map(([name, option]) => [name, getParsed(option)]),
    )
    const properties = new Map(fromSchema.map(([property, [option]]) => [property, getParsed(option)]))
    const { given, inline } = await readGiven(
      schemaFlags,
      properties,
      flags.json as string | undefined,
      terminal,
    )
    const args = built.processedArgs.flat().filter((argument) => argument !== undefined)
    const code = await spec.run({
      args,
      given,
      inline,
      flags,
      terminal,
      get signal() {
        return interruptSignal()
      },
    })
    onEnd(code ?? 0)
  })
  return built
}

/** Returns the flags of a command that derive from its operation. */
export function toSchemaFlags({
  operation,
  withoutFlag,
  descriptions = {},
}: CommandSpec): readonly SchemaFlag[] {
  if (operation === undefined) return []
  return toFlags(operation, withoutFlag)
    .filter(({ property }) => !PAGING.has(property))
    .map((flag) => ({ ...flag, description: descriptions[flag.property] ?? flag.description }))
}

function toArgument({ name, description, isOptional, isRepeated, choices }: ArgumentSpec): Argument {
  const dots = isRepeated === true ? '...' : ''
  const argument = new Argument(isOptional === true ? `[${name}${dots}]` : `<${name}${dots}>`, description)
  return choices === undefined ? argument : argument.choices(choices)
}

function toOption({ name, short, value, description, choices, isRepeated, isRequired }: Flag): Option {
  const dashes = short === undefined ? `--${name}` : `-${short}, --${name}`
  if (value === undefined) return new Option(dashes, description)
  const option = new Option(`${dashes} <${value}>`, description).makeOptionMandatory(isRequired === true)
  if (isRepeated === true) return option.argParser<string[]>((text, before = []) => [...before, text])
  return onceOnly(option, choices)
}

/** Rejects a second value of an option, because the first one would be lost silently. */
function onceOnly(
  option: Option,
  choices?: readonly string[],
  assertText: (text: string) => void = () => {},
): Option {
  if (choices !== undefined) option.choices(choices)
  return option.argParser<string>((text, before) => {
    if (before !== undefined) throw new InvalidArgumentError('It was passed twice.')
    if (choices?.includes(text) === false) throw new InvalidArgumentError(`It may be ${choices.join(', ')}.`)
    assertText(text)
    return text
  })
}

/** Returns one option, or two if the flag can be negated. */
function toOptions({ name, kind, description, choices }: SchemaFlag): [Option, ...Option[]] {
  switch (kind) {
    case 'true':
    case 'false':
      return [new Option(`--${name}`, description)]
    case 'boolean':
      return [new Option(`--${name}`, description), new Option(`--no-${name}`, 'The opposite')]
    case 'integer':
      return [onceOnly(new Option(`--${name} <number>`, description), undefined, assertInteger)]
    case 'json':
      return [
        onceOnly(
          new Option(`--${name} <json>`, described(description, 'JSON, @file, or - for standard input')),
        ),
      ]
    case 'secret':
    case 'secret-text':
      return [
        onceOnly(
          new Option(
            `--${name} <file>`,
            described(description, '@file, or - for standard input; never the value itself'),
          ),
        ),
      ]
    case 'texts': {
      const collect = (text: string, before: string[] = []) => [...before, ...assertChoices(text, choices)]
      const option = new Option(`--${name} <list>`, described(description, 'Comma-separated'))
      return [option.argParser<string[]>(collect)]
    }
    case 'text':
      return [onceOnly(new Option(`--${name} <text>`, description), choices)]
  }
}

function described(description: string, how: string): string {
  return description === '' ? how : `${description.replace(/\.?$/, '.')} ${how}`
}

function assertInteger(text: string): void {
  if (/^-?\d{1,15}$/.test(text)) return
  throw new InvalidArgumentError('It must be a whole number.')
}

function assertChoices(text: string, choices: readonly string[] | undefined): readonly string[] {
  const members = text.split(',').filter((member) => member !== '')
  const wrong = members.find((member) => choices?.includes(member) === false)
  if (wrong === undefined) return members
  throw new InvalidArgumentError(`It may contain ${choices?.join(', ')}.`)
}

function toExamples({ examples }: CommandSpec): string {
  return `\n${examples.length === 1 ? 'For example:' : 'Examples:'}\n${examples
    .map((example) => `  bulkhead ${example}`)
    .join('\n')}`
}

/** Returns a signal that Ctrl-C aborts. A second Ctrl-C ends the process at once. */
function interruptSignal(): AbortSignal {
  if (controller === undefined) {
    const made = new AbortController()
    process.once('SIGINT', () => made.abort(new Interrupted()))
    controller = made
  }
  return controller.signal
}

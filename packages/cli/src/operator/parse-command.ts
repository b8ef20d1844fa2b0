import {
  AS_OPTION,
  OPERATOR_COMMANDS,
  type OperatorCommand,
  type OperatorCommandName,
} from '@bulkhead/contract/operator-commands'
import { faultsOfInput } from '@bulkhead/contract/operator-input'
import { UsageError } from './usage-error.ts'

/** A command with what it was given. */
export interface ParsedCommand {
  readonly name: OperatorCommandName
  readonly input: Readonly<Record<string, unknown>>
  /** Arguments that stay on this side of the socket. */
  readonly local: Readonly<Record<string, string>>
}

/** One argument or option of a command. */
export interface Parameter {
  readonly name: string
  readonly description: string
  /** For an option, what to call its value. */
  readonly option: string | undefined
  readonly isRequired: boolean
  readonly isLocal: boolean
  readonly type: string
}

type Property = { type: string; description?: string; [AS_OPTION]?: string }

/** Everything a command can be given, in order. */
export function parametersOf({ input, local }: OperatorCommand): Parameter[] {
  return [input, local].flatMap((schema) =>
    Object.entries((schema?.properties ?? {}) as unknown as Record<string, Property>).map(
      ([name, property]) => ({
        name,
        description: property.description ?? '',
        option: property[AS_OPTION],
        isRequired: (schema?.required as string[] | undefined)?.includes(name) ?? false,
        isLocal: schema === local,
        type: property.type,
      }),
    ),
  )
}

/** Finds the command that arguments begin with. */
export function commandOf(args: readonly string[]): OperatorCommandName | undefined {
  const names = Object.keys(OPERATOR_COMMANDS) as OperatorCommandName[]
  return names.find((name) => args.slice(0, name.split(' ').length).join(' ') === name)
}

/** Reads a command line by the command's own schema. @throws UsageError that says what is wrong with it. */
export function parseCommand(args: readonly string[]): ParsedCommand {
  const name = commandOf(args)
  if (name === undefined) {
    const given = args.slice(0, 2).join(' ')
    const names = Object.keys(OPERATOR_COMMANDS).join(', ')
    throw new UsageError(`There is no operator command "${given}". There are: ${names}.`)
  }
  const command: OperatorCommand = OPERATOR_COMMANDS[name]
  const parameters = parametersOf(command)
  const values = collect(name, args.slice(name.split(' ').length), parameters)
  const missing = parameters.filter((parameter) => parameter.isRequired && !values.has(parameter.name))
  if (missing.length > 0) {
    throw new UsageError(
      `${name} needs ${missing.map(spelled).join(' and ')}. For example: ${command.example}`,
    )
  }
  const pick = (isLocal: boolean) =>
    Object.fromEntries(
      parameters
        .filter((parameter) => parameter.isLocal === isLocal && values.has(parameter.name))
        .map((parameter) => [parameter.name, typed(values.get(parameter.name) ?? '', parameter.type)]),
    )
  const input = pick(false)
  const local = pick(true)
  const faults = [
    ...faultsOfInput(command.input, input),
    ...(command.local === undefined ? [] : faultsOfInput(command.local, local)),
  ]
  if (faults.length > 0)
    throw new UsageError(`${name}: ${faults.join('; ')}. For example: ${command.example}`)
  return { name, input, local: local as Record<string, string> }
}

/** How a parameter is written. */
export function spelled({ name, option }: Parameter): string {
  return option !== undefined ? `--${name} <${option}>` : `<${name}>`
}

function collect(command: string, args: readonly string[], parameters: readonly Parameter[]) {
  const values = new Map<string, string>()
  const places = parameters.filter(({ option }) => option === undefined)
  let placed = 0
  let onlyPlaces = false
  const left = [...args]
  for (let argument = left.shift(); argument !== undefined; argument = left.shift()) {
    if (argument === '--' && !onlyPlaces) {
      onlyPlaces = true
      continue
    }
    if (argument.startsWith('--') && !onlyPlaces) {
      const [name = '', attached] = argument.slice(2).split(/=(.*)/s)
      const option = parameters.find((parameter) => parameter.option !== undefined && parameter.name === name)
      if (option === undefined) throw new UsageError(`${command} has no option --${name}.`)
      const value = attached ?? left.shift()
      if (value === undefined || value === '') throw new UsageError(`--${name} needs a value.`)
      if (values.has(name)) throw new UsageError(`--${name} was given twice.`)
      values.set(name, value)
      continue
    }
    const place = places[placed]
    if (place === undefined) throw new UsageError(`${command} takes no further argument "${argument}".`)
    values.set(place.name, argument)
    placed += 1
  }
  return values
}

/** A text that is no number stays a text, so that the schema says what is wanted. */
function typed(text: string, type: string): unknown {
  return type === 'integer' && /^-?\d+$/.test(text) ? Number(text) : text
}

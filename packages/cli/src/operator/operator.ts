import {
  AS_OPTION,
  OPERATOR_COMMANDS,
  type OperatorCommand,
  type OperatorCommandName,
} from '@bulkhead/contract/operator/operator-commands'
import { faultsOfInput } from '@bulkhead/contract/operator/operator-input'
import type { ArgumentSpec, Call, CommandSpec, Flag } from '#command/command'
import { UsageError } from '#command/command-error'
import { toFlagName } from '#command/schema-flags'
import type { Row } from '#output/pick-fields'
import { printRecord, printRows, shownBy } from '#output/print'
import { assertFree } from '#output/whole-file'
import { confirm } from '#terminal/ask'
import { callOperator, getResult } from './call-operator.ts'
import { receiveBackup } from './receive-backup.ts'
import { readOperatorSettings } from './settings.ts'
import { createProgressLine, type ProgressLine } from './show-progress.ts'

export const groups: Readonly<Record<string, string>> = {
  operator: `Organizations, keys and backups of a server

Most commands talk to the running server through a socket in its data directory, which only the user who started the server may open. Run them on that machine, as that user, with the server's BULKHEAD_DATA_DIR (default .bulkhead). restore, copy, migrate and backup --direct need no running server.

More: docs/guides/operating.md`,
  'operator organizations': 'The organizations of the server',
  'operator providers': 'Providers that people of an organization sign in with',
  'operator domains': 'Mail domains of organizations, which decide the providers that people are offered',
  'operator networks': 'Networks that people of an organization may work from',
  'operator owners': 'Owners of organizations: list, invite, reset and remove them',
  'operator keys': 'Keys that wrap the keys of workspaces, and keys that sign tokens',
}

/** Operator commands, from the contract's table. */
export const commands: readonly CommandSpec[] = Object.entries(OPERATOR_COMMANDS).map(([name, command]) =>
  getSpec(name as OperatorCommandName, command),
)

type Property = {
  readonly type: string | readonly string[]
  readonly description?: string
  readonly [AS_OPTION]?: string
}

/** Argument or option of a command. */
interface Parameter {
  readonly name: string
  readonly description: string
  /** Placeholder for the value of an option. */
  readonly option: string | undefined
  readonly isRequired: boolean
  readonly isLocal: boolean
  readonly types: readonly string[]
}

function getSpec(name: OperatorCommandName, declared: OperatorCommand): CommandSpec {
  const parameters = getParameters(declared)
  const args = parameters.filter(({ option }) => option === undefined)
  const flags = parameters.filter(({ option }) => option !== undefined)
  return {
    words: `operator ${name}`,
    summary: declared.summary,
    about: declared.description,
    args: args.map(
      ({ name: argument, description, isRequired }): ArgumentSpec => ({
        name: argument,
        description,
        ...(!isRequired && { isOptional: true }),
      }),
    ),
    flags: flags.map(({ name: flag, description, option, isRequired }): Flag => {
      // An option without a placeholder is a switch.
      return {
        name: toFlagName(flag),
        description,
        ...(option && { value: option }),
        ...(isRequired && { isRequired: true }),
      }
    }),
    shows: true,
    ...(declared.confirms && { confirms: true }),
    examples: [declared.example.replace(/^bulkhead /, '')],
    run: async (call) => {
      const answered = await answer(name, declared, call, parameters)
      if (!Array.isArray(answered)) return printRecord(call.terminal, answered as Row, shownBy(call))
      const [first] = answered as readonly Row[]
      const names = Object.keys(first ?? {})
      // Unknown fields are rejected for lists only. For a change, an error here would lose the record with its secret.
      const shown = shownBy(call, first && names)
      const columns = Object.fromEntries(names.map((column) => [column, column]))
      return printRows(call.terminal, answered as readonly Row[], { ...shown, columns })
    },
  }
}

/** Returns all arguments and options of a command, in order. Objects are read from a file. */
function getParameters({ input, local }: OperatorCommand): Parameter[] {
  return [input, local].flatMap((schema) =>
    Object.entries((schema?.properties ?? {}) as unknown as Record<string, Property>)
      .map(([name, property]) => ({
        name,
        description: property.description ?? '',
        option: property[AS_OPTION],
        isRequired: (schema?.required as string[] | undefined)?.includes(name) ?? false,
        isLocal: schema === local,
        types: [property.type].flat(),
      }))
      .filter(({ types }) => !types.includes('object')),
  )
}

async function answer(
  name: OperatorCommandName,
  declared: OperatorCommand,
  call: Call,
  parameters: readonly Parameter[],
): Promise<unknown> {
  const { input, local } = await readInput(name, declared, call, parameters)
  if (declared.confirms) {
    const named = Object.entries(input).map(([key, value]) => `${key} ${value}`)
    await confirm(call, `${[declared.summary, ...named].join(', ')}?`)
  }
  const progress = createProgressLine(call.terminal.stderr)
  try {
    return await perform(name, declared, { input, local }, call, progress)
  } finally {
    progress.end()
  }
}

type Values = Readonly<Record<string, unknown>>

async function readInput(
  name: OperatorCommandName,
  declared: OperatorCommand,
  { args, flags }: Call,
  parameters: readonly Parameter[],
) {
  const positional = parameters.filter(({ option }) => option === undefined).map(({ name }) => name)
  const readValue = ({ name, option }: Parameter) =>
    option === undefined ? args[positional.indexOf(name)] : flags[toFlagName(name)]
  const pick = (isLocal: boolean): Values =>
    Object.fromEntries(
      parameters
        .filter((parameter) => parameter.isLocal === isLocal && readValue(parameter) !== undefined)
        .map((parameter) => [parameter.name, typed(String(readValue(parameter)), parameter.types)]),
    )
  const local = pick(true)
  const input = { ...pick(false), ...(name === 'providers apply' && (await readFiles(local.file))) }
  const faults = [
    ...faultsOfInput(declared.input, input),
    ...(declared.local === undefined ? [] : faultsOfInput(declared.local, local)),
  ]
  if (faults.length > 0) throw new UsageError(`${faults.join('; ')}.`, `For example: ${declared.example}`)
  return { input, local }
}

/** Loaded on use: the other commands need no YAML parser. */
async function readFiles(path: unknown): Promise<Values> {
  const { readProvidersFile } = await import('./read-providers-file.ts')
  return { ...(await readProvidersFile(String(path))) }
}

async function perform(
  name: OperatorCommandName,
  declared: OperatorCommand,
  { input, local }: { readonly input: Values; readonly local: Values },
  { terminal }: Call,
  progress: ProgressLine,
): Promise<unknown> {
  const settings = readOperatorSettings(terminal.environment)
  const showRows = (done: number, total: number) => progress.show(`${count(done)} of ${count(total)} rows`)
  if (name === 'restore' || name === 'copy' || name === 'migrate') {
    // Loaded here and not above: the other commands must not wait for the server's modules.
    const { OFFLINE } = await import('./run-offline.ts')
    return OFFLINE[name](input, settings, showRows)
  }
  if (declared.answer !== 'archive') {
    const response = await callOperator(settings.dataDirectory, name, input)
    return getResult(response, ({ done, total }) => progress.show(`${count(done)} of ${count(total)} keys`))
  }
  const showBytes = (bytes: number) => progress.show(`${count(Math.round(bytes / 1024))} KiB written`)
  const file = local.file as string | undefined
  const receipt =
    local.direct === true
      ? await (await import('./back-up-directly.ts')).backUpDirectly(file, terminal.environment, showBytes)
      : await backUpByServer(file, settings.dataDirectory, showBytes)
  return {
    ...receipt,
    note: `The key is not included. Without key version ${receipt.kek_versions.join(' and ')} nothing in it can be opened: keep the key elsewhere.`,
  }
}

async function backUpByServer(file: string | undefined, directory: string, onBytes: (bytes: number) => void) {
  if (file === undefined)
    throw new UsageError(
      'Name the file to write. Only --direct works without one.',
      'For example: bulkhead operator backup bulkhead.archive',
    )
  assertFree(file)
  const response = await callOperator(directory, 'backup', {})
  // Any other response holds an error, which is thrown.
  if (response.statusCode !== 200) await getResult(response, () => {})
  return { file, ...(await receiveBackup(response, file, onBytes)) }
}

function count(value: number): string {
  return value.toLocaleString('en-US')
}

/**
 * Converts a string to the type of the parameter. A string that is no number stays a string, so that the schema reports
 * the expected type.
 */
function typed(text: string, types: readonly string[]): unknown {
  if (types.includes('null') && text === 'none') return null
  if (types.includes('boolean')) return text === 'true'
  return types.includes('integer') && /^-?\d+$/.test(text) ? Number(text) : text
}

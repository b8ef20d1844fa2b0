import { isSource, readInput, readJson, readJsonObject } from '#terminal/read-input'
import type { Terminal } from '#terminal/terminal'
import { UsageError } from './command-error.ts'
import type { SchemaFlag } from './schema-flags.ts'

/** Value of a flag from the parser. */
export type Parsed = string | readonly string[] | boolean | undefined

/** Input of an operation, and the part of it given on the command line itself. */
export interface ReadGiven {
  readonly given: Record<string, unknown>
  readonly inline: ReadonlySet<string>
}

/**
 * Combines `--json` and flags into the input of an operation. Flags take precedence.
 *
 * @param json Value of `--json`.
 * @throws UsageError for a secret on the command line: other users of the machine see it there, and the shell's history
 *   keeps it.
 */
export async function readGiven(
  flags: readonly SchemaFlag[],
  values: ReadonlyMap<string, Parsed>,
  json: string | undefined,
  terminal: Terminal,
): Promise<ReadGiven> {
  const whole = json === undefined ? {} : await readJsonObject(json, '--json', terminal)
  const inline = new Set(json === undefined || isSource(json) ? [] : Object.keys(whole))
  const secret = flags.find(({ property, kind }) => kind.startsWith('secret') && inline.has(property))
  if (secret !== undefined) throw exposed(`--json with ${secret.property}`, '--json')
  const given = { ...whole }
  for (const flag of flags) {
    const value = values.get(flag.property)
    // The parser sets the value of an absent `--no-…` flag to true.
    if (value === undefined || (flag.kind === 'false' && value === true)) continue
    given[flag.property] = await readValue(flag, value, terminal)
    if (typeof value === 'string' && isSource(value)) inline.delete(flag.property)
    else inline.add(flag.property)
  }
  return { given, inline }
}

async function readValue({ name, kind }: SchemaFlag, value: Parsed, terminal: Terminal): Promise<unknown> {
  if (typeof value !== 'string') return value
  switch (kind) {
    case 'secret':
      if (!isSource(value)) throw exposed(`--${name}`, `--${name}`)
      return readJsonObject(
        value,
        `--${name}`,
        terminal,
        `It must be an object, such as {"token": "…"}: --${name} @file for a file, or - for standard input.`,
      )
    case 'secret-text':
      if (!isSource(value)) throw exposed(`--${name}`, `--${name}`)
      return (await readInput(value, `--${name}`, terminal)).trim()
    case 'json':
      return readJson(value, `--${name}`, terminal)
    case 'integer':
      return Number(value)
    default:
      return value
  }
}

function exposed(what: string, flag: string): UsageError {
  const message = `${what} would show a secret to anyone who can list processes, and in your shell's history.`
  return new UsageError(
    message,
    `Use ${flag} @file, ${flag} - for standard input, or leave it out and be asked.`,
  )
}

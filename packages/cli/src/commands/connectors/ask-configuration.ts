import { UsageError } from '#command/command-error'
import { askChoice, askSecret, askText } from '#terminal/ask'
import type { Terminal } from '#terminal/terminal'
import type { AuthOption, Configuration } from './templates.ts'

type Json = Record<string, unknown>

/** Asks for the credentials of one authentication method. Typed characters are not shown. */
export async function askCredentials(terminal: Terminal, { options, fields }: Configuration): Promise<Json> {
  const option = await chooseOption(terminal, options)
  const answers: Json = {}
  for (const name of option.required) {
    const { title, description } = fields[name] ?? {}
    if (description !== undefined) terminal.stderr.write(`${description}\n`)
    const answer = await askSecret(terminal, title ?? name)
    if (answer === '') throw new UsageError(`${title ?? name} is needed.`)
    answers[name] = answer
  }
  return answers
}

/** Asks for required settings that were not given. */
export async function askSettings(
  terminal: Terminal,
  { options, fields, required }: Configuration,
  given: Json,
): Promise<Json> {
  const ofCredentials = new Set(options.flatMap((option) => [...option.required, ...option.optional]))
  const answers: Json = {}
  for (const name of required.filter((one) => !ofCredentials.has(one) && given[one] === undefined)) {
    const { description, default: usual } = fields[name] ?? {}
    if (description !== undefined) terminal.stderr.write(`${description}\n`)
    const answer = await askText(terminal, name, usual === undefined ? '' : String(usual))
    if (answer !== '') answers[name] = answer
  }
  return answers
}

async function chooseOption(terminal: Terminal, options: readonly AuthOption[]): Promise<AuthOption> {
  const [first, ...others] = options
  if (first === undefined) throw new UsageError('This type of connector needs no credentials.')
  if (others.length === 0) return first
  const titles = options.map(({ title, name }) => title || name)
  const chosen = options[await askChoice(terminal, 'How does it authenticate?', titles)]
  return chosen ?? first
}

import { CATALOG } from '@bulkhead/catalog/catalog-index'
import type { Command, Option } from 'commander'
import { readProfiles } from '#profile/profiles'
import type { Terminal } from '#terminal/terminal'

// Own code, because `@bomb.sh/tab` is at version 0.0, and candidates derive from the specs of commands.

type Candidate = readonly [text: string, meaning: string]

/**
 * Returns completions of the last word, one per line: the candidate, a tab and its meaning.
 *
 * @param words Words after `bulkhead`. The last may be incomplete or empty.
 */
export function complete(program: Command, words: readonly string[], { environment }: Terminal): string {
  const typed = words.at(-1) ?? ''
  let command = program
  let position = 0
  let open: Option | undefined
  for (const word of words.slice(0, -1)) {
    if (open !== undefined) {
      open = undefined
      continue
    }
    if (word.startsWith('-')) {
      open = command.options.find((option) => [option.short, option.long].includes(word) && option.required)
      continue
    }
    const next = command.commands.find((one) => one.name() === word)
    if (next === undefined) position++
    else command = next
  }
  return candidatesFor(command, { typed, position, open }, environment)
    .filter(([text]) => text.startsWith(typed))
    .map(([text, meaning]) => `${text}\t${meaning.replaceAll(/\s+/g, ' ').slice(0, 80)}\n`)
    .join('')
}

interface At {
  readonly typed: string
  readonly position: number
  readonly open: Option | undefined
}

function candidatesFor(
  command: Command,
  { typed, position, open }: At,
  environment: Terminal['environment'],
): Candidate[] {
  if (open !== undefined) {
    if (open.long === '--profile') return profiles(environment)
    return (open.argChoices ?? []).map((choice) => [choice, ''])
  }
  if (typed.startsWith('-')) {
    const options = command.createHelp().visibleOptions(command)
    return options.map(({ long, short, description }) => [long ?? short ?? '', description])
  }
  // After a word that is no command there is nothing to complete.
  if (command.commands.length > 0 && position > 0) return []
  if (command.commands.length > 0) return command.commands.map((one) => [one.name(), one.summary()])
  const argument = command.registeredArguments[position]
  if (argument?.name() === 'type') return CATALOG.map(({ slug, display_name }) => [slug, display_name])
  if (argument?.name() === 'profile') return profiles(environment)
  return (argument?.argChoices ?? []).map((choice) => [choice, ''])
}

function profiles(environment: Terminal['environment']): Candidate[] {
  try {
    return Object.entries(readProfiles(environment).profiles).map(([name, { url }]) => [name, url])
  } catch {
    return []
  }
}

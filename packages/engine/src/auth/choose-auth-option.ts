import type { AuthOption, Definition } from '#model/definition'
import { EngineError } from '#model/errors'
import { cutName, listNames } from '#text/list-names'
import { CREDENTIAL_LIMIT, describeOptions, flattenCredentials, lastName } from './credential-names.ts'

/** An auth option with its credentials, keyed by the option's own field names. */
export interface ChosenAuth {
  readonly option: AuthOption
  readonly credentials: Readonly<Record<string, string>>
}

/** Maximum number of names that a caller gives. */
const MOST_GIVEN = 200

interface Candidate extends ChosenAuth {
  readonly missing: readonly string[]
  readonly unknown: readonly string[]
  readonly aliases_used: number
}

/**
 * Chooses the auth option that credentials belong to. Credentials may use native field names or replication names, and
 * may be flat, dotted or nested (`{credentials: {personal_access_token: …}}`).
 *
 * A selector such as `option_title` names the option by its replication constant, scheme name or title. Without a
 * selector, the option whose required fields are all present is chosen. If there are several, the one with the most
 * required fields is chosen.
 *
 * Numbers and booleans become strings. Null counts as absent. A blank string also counts as absent, except in basic
 * credentials.
 *
 * @throws {EngineError} `credentials_mismatch`, which names keys and never values.
 */
export function chooseAuthOption(
  definition: Definition,
  credentials: { readonly [name: string]: unknown },
): ChosenAuth {
  const given = flattenCredentials(credentials)
  // Each name is compared with all options.
  if (given.size > MOST_GIVEN)
    throw mismatch(definition, given, `there are ${given.size} names, more than any option has`)
  const selected = definition.auth_options.filter(createSelection(definition, given))
  if (selected.length === 0) {
    throw mismatch(definition, given, 'their option_title or other selector names no auth option')
  }
  const candidates = selected.map((option) => getCandidate(definition, option, given))
  const [best, rival] = candidates.filter(({ missing }) => missing.length === 0).sort(byFit)
  if (best === undefined) {
    const only = candidates.length === 1 ? candidates[0] : undefined
    const why =
      only === undefined ? 'no auth option has all it requires' : `${listNames(only.missing)} is missing`
    throw mismatch(definition, given, why)
  }
  if (best.unknown.length > 0 && definition.auth_options.every(({ anonymous }) => anonymous === true)) {
    const message = `${definition.display_name} takes no credentials: its document describes none. If the service wants some, say so by an overlay.`
    throw new EngineError('credentials_mismatch', message)
  }
  if (best.unknown.length > 0) {
    throw mismatch(definition, given, `${listNames(best.unknown)} is not a field of ${best.option.name}`)
  }
  if (rival !== undefined && byFit(best, rival) === 0) {
    const names = `${best.option.name} and ${rival.option.name}`
    throw mismatch(definition, given, `they fit ${names}; name one by option_title`)
  }
  return Object.freeze({ option: best.option, credentials: best.credentials })
}

function byFit(a: Candidate, b: Candidate): number {
  return (
    a.unknown.length - b.unknown.length ||
    requiredCount(b.option) - requiredCount(a.option) ||
    a.aliases_used - b.aliases_used
  )
}

function requiredCount(option: AuthOption): number {
  return option.fields.filter((field) => field.required).length
}

// If some option declares the selector, its value must name this option. A selector that no option declares is reported
// later, as an unknown key.
function createSelection(
  definition: Definition,
  given: ReadonlyMap<string, unknown>,
): (option: AuthOption) => boolean {
  const selectors = [...given].filter(([name, value]) => {
    if (lastName(name) === 'option_title') return true
    const declared = definition.auth_options.flatMap((one) => selectorValue(one, name) ?? [])
    // A name can be a selector of one option and a field of another (zendesk's `credentials`).
    return declared.length > 0 && (declared.includes(String(value)) || !isField(definition, name))
  })
  return (option) =>
    selectors.every(([name, value]) => {
      const isTitle = lastName(name) === 'option_title'
      const named = isTitle && (value === option.name || value === option.title)
      return named || selectorValue(option, name) === value
    })
}

function isField(definition: Definition, name: string): boolean {
  return definition.auth_options.some((option) => getField(option, name) !== undefined)
}

function selectorValue(option: AuthOption, name: string): string | undefined {
  for (const [path, value] of option.selectors) {
    if (path === name || lastName(path) === name) return value
  }
  return undefined
}

function getField(option: AuthOption, name: string): { name: string; native: boolean } | undefined {
  if (option.fields.some((field) => field.name === name)) return { name, native: true }
  for (const [path, field] of option.aliases) {
    if (path === name || lastName(path) === name) return { name: field, native: false }
  }
  // A native name below a replication group, as in {credentials: {token: …}}.
  const last = lastName(name)
  return option.fields.some((field) => field.name === last) ? { name: last, native: true } : undefined
}

function getCandidate(
  definition: Definition,
  option: AuthOption,
  given: ReadonlyMap<string, unknown>,
): Candidate {
  const found = new Map<string, { value: string; native: boolean }>()
  const unknown: string[] = []
  let aliases_used = 0
  for (const [name, value] of given) {
    const field = getField(option, name)
    if (field === undefined) {
      if (!isSelector(option, name)) unknown.push(name)
      continue
    }
    const text = toText(definition, given, name, value)
    const earlier = found.get(field.name)
    if (earlier !== undefined && earlier.value !== text) {
      throw mismatch(definition, given, `${field.name} is given twice with different values`)
    }
    if (!field.native) aliases_used += 1
    found.set(field.name, { value: text, native: field.native })
  }
  const present = [...found].filter(([, { value }]) => value !== '' || option.kind === 'basic')
  const credentials = Object.freeze(Object.fromEntries(present.map(([name, { value }]) => [name, value])))
  const missing = option.fields
    .filter((field) => field.required && !Object.hasOwn(credentials, field.name))
    .map((field) => field.name)
  return { option, credentials, missing, unknown, aliases_used }
}

function isSelector(option: AuthOption, name: string): boolean {
  return lastName(name) === 'option_title' || selectorValue(option, name) !== undefined
}

function toText(definition: Definition, given: ReadonlyMap<string, unknown>, name: string, value: unknown) {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    throw mismatch(definition, given, `${cutName(name)} must be a string`)
  }
  const text = String(value)
  if (text.length > CREDENTIAL_LIMIT) {
    throw mismatch(definition, given, `${cutName(name)} is longer than ${CREDENTIAL_LIMIT} characters`)
  }
  if ([...text].some((character) => character < ' ' || character === '\x7f')) {
    throw mismatch(
      definition,
      given,
      `${cutName(name)} has a line break or control character; was it pasted whole?`,
    )
  }
  return text
}

function mismatch(definition: Definition, given: ReadonlyMap<string, unknown>, why: string) {
  const keys = given.size === 0 ? 'none' : listNames(given.keys())
  const message = `The credentials given (${keys}) do not fit ${definition.display_name}: ${why}. ${describeOptions(definition)}`
  return new EngineError('credentials_mismatch', message)
}

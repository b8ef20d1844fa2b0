import type { Definition } from '#model/definition'
import { isJsonObject } from '#text/json-object'
import { listNames } from '#text/list-names'

/**
 * Maximum number of characters of a credential. It is more than any header allows, and it bounds the work of scanning.
 */
export const CREDENTIAL_LIMIT = 8192

/** Returns the last name of a dotted path: `option_title` for `credentials.option_title`. */
export function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1)
}

/** Returns whether some auth option has exactly this name or dotted path as a field, an alias or a selector. */
export function isCredentialPath(definition: Definition, path: string): boolean {
  return definition.auth_options.some(
    (option) =>
      option.fields.some((field) => field.name === path) ||
      option.aliases.has(path) ||
      option.selectors.has(path),
  )
}

/** Returns whether some auth option has the last name of a path, whatever group the path is in. */
export function isCredentialName(definition: Definition, path: string): boolean {
  const name = lastName(path)
  if (name === 'option_title' || isCredentialPath(definition, name)) return true
  return definition.auth_options.some((option) =>
    [...option.aliases.keys(), ...option.selectors.keys()].some((known) => lastName(known) === name),
  )
}

/**
 * Flattens nested credentials to one level of dotted names. Nulls are left out. Members below an unknown name are
 * listed too, so that an error can name the exact key.
 */
export function flattenCredentials(credentials: {
  readonly [name: string]: unknown
}): ReadonlyMap<string, unknown> {
  const flat = new Map<string, unknown>()
  const visit = (members: { readonly [name: string]: unknown }, prefix: string, depth: number) => {
    for (const [name, value] of Object.entries(members)) {
      const path = prefix + name
      if (value === null || value === undefined) continue
      if (isJsonObject(value) && depth < 5) visit(value, `${path}.`, depth + 1)
      else flat.set(path, value)
    }
  }
  visit(credentials, '', 0)
  return flat
}

/** Maximum number of auth options that a message describes. */
const MOST_DESCRIBED = 10

/** Describes the keys of each auth option for messages, with optional ones in brackets. */
export function describeOptions(definition: Definition): string {
  const options = definition.auth_options.map((option) => {
    const fields = option.fields.map((field) => (field.required ? field.name : `[${field.name}]`))
    const title = option.title === option.name ? '' : ` (${option.title})`
    return `${option.name}${title}: ${fields.length === 0 ? 'nothing' : listNames(fields)}`
  })
  const more = options.length - MOST_DESCRIBED
  const others = more > 0 ? `; or one of ${more} more` : ''
  return `${options.length === 1 ? 'Give' : 'Give one of'} ${options.slice(0, MOST_DESCRIBED).join('; or ')}${others}.`
}

import { ConfigurationError } from './errors.ts'

/**
 * A path with its `{places}` filled in. A value cannot leave its place: it is encoded, and what URLs resolve
 * as a step (`.`, `..`) or as nothing is refused.
 */
export function toPath(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (_place, name: string) => {
    const value = values[name]
    if (typeof value !== 'string' || value === '' || value === '.' || value === '..') {
      throw new ConfigurationError(
        'invalid_argument',
        `\`${name}\` must be an id, not ${JSON.stringify(value)}.`,
      )
    }
    return encodeURIComponent(value)
  })
}

/** A query with its question mark, or nothing; what is undefined is left out, lists repeat their key. */
export function getQuery(values: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    for (const one of [value].flat()) if (one !== undefined) query.append(name, String(one))
  }
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}
